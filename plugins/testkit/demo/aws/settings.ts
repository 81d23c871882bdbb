import {
  githubTrust,
  policyOf,
  regionSettings,
  trustOf,
  type AwsRegionSettings,
  type AwsSettings,
} from '../../vendors/aws/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { awsAccount } from './account.ts'
import { awsTime } from './rows.ts'

const MANAGED = 'arn:aws:iam::aws:policy'

/**
 * What the company neglects: no block of public buckets, one trail without validation, access keys that nobody ever changed,
 * short passwords, a role that all of GitHub may take, and a second region that nobody set up with care.
 */
export function awsSettings(world: World, now: number): Partial<AwsSettings> {
  const { accountId, trails, regions, logins, roles } = awsAccount(world)
  const random = seeded(world.seed, world.domain, 'aws settings')
  const bucketRandom = seeded(world.seed, world.domain, 'aws buckets')
  return {
    trails: trails.map(({ name, region }) => ({
      Name: name,
      TrailARN: `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`,
      HomeRegion: region,
      S3BucketName: `${world.org}-logs`,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: name !== 'security-audit',
      IsOrganizationTrail: false,
      IsLogging: true,
    })),
    publicAccessBlock: null,
    organizationFeatures: null,
    passwordPolicy: { MinimumPasswordLength: 8, RequireNumbers: true, ExpirePasswords: false },
    withoutPassword: logins.people.filter(({ left }) => left).map(({ email }) => email),
    groupPolicies: { administrators: [`${MANAGED}/AdministratorAccess`] },
    ownPolicies: [
      {
        PolicyName: 'read-exports',
        document: policyOf({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${world.org}-exports/*`,
        }),
      },
      {
        PolicyName: 'migration-2024',
        document: policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }),
      },
    ],
    roles: Object.entries(roles).map(([title, { id, name }]) => ({
      RoleName: name,
      RoleId: id,
      trust:
        title === 'Deploy'
          ? githubTrust(accountId)
          : title === 'Inventory'
            ? trustOf({ Service: 'lambda.amazonaws.com' })
            : trustOf({ Federated: `arn:aws:iam::${accountId}:saml-provider/okta` }),
      attached: title === 'Administrator' ? [`${MANAGED}/AdministratorAccess`] : [`${MANAGED}/ReadOnlyAccess`],
      inline: {},
      lastUsed: awsTime(now - 3_600_000),
    })),
    certificates: [{ ServerCertificateName: `www.${world.domain}`, Expiration: awsTime(now - 20 * 86_400_000) }],
    regional: {
      [regions[0]]: regionSettings(1),
      [regions[1]]: neglected(regionSettings(2)),
    },
    buckets: ['backups', 'builds', 'downloads', 'exports', 'logs', 'terraform-state'].map(name => ({
      Name: `${world.org}-${name}`,
      BucketRegion: regions[name === 'backups' ? 1 : 0] ?? 'us-east-1',
      CreationDate: awsTime(now - bucketRandom.int(90, 900) * 86_400_000),
      IsPublic: name === 'downloads' ? true : name === 'builds' ? null : false,
    })),
    accessKeys: logins.people.map(person => ({
      UserName: person.email,
      AccessKeyId: logins.of(person).accessKeyId,
      Status: person.left ? 'Inactive' : 'Active',
      CreateDate: awsTime(now - random.int(5, 380) * 86_400_000),
      LastUsedDate: awsTime(now - random.int(1, 3) * 86_400_000),
    })),
  }
}

/** Machines were once tried out there, with SSH open to everyone, and nobody watches. */
function neglected(region: AwsRegionSettings): AwsRegionSettings {
  const [closed, ...groups] = region.securityGroups
  return {
    ...region,
    ebsEncryptionByDefault: false,
    snapshotSharing: 'unblocked',
    detector: null,
    analyzer: null,
    hub: false,
    flowLogs: [],
    securityGroups: [
      ...(closed ? [closed] : []),
      ...groups.map(group => ({
        ...group,
        ingress: group.ingress.map(rule => (rule.fromPort === 22 ? { ...rule, cidrIp: '0.0.0.0/0' } : rule)),
      })),
    ],
  }
}
