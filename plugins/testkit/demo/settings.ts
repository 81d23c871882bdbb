import type { OktaSettings } from '../vendors/okta/settings.ts'
import type { GithubSettings } from '../vendors/github/settings.ts'
import type { AwsSettings } from '../vendors/aws/settings.ts'
import { awsTime } from './aws-rows.ts'
import { seeded } from './random.ts'
import { atWork, hasAws } from './world.ts'
import type { World } from './world.ts'

// Each vendor starts from a well kept organisation; here is what this company neglected, so that posture has both to show.

/** ThreatInsight only watches, text messages serve for sign-in, one API token works from anywhere. */
export function oktaSettings(world: World, now: number): Partial<OktaSettings> {
  const random = seeded(world.seed, world.domain, 'okta settings')
  const stamp = (daysAgo: number) => ({
    created: new Date(now - daysAgo * 86_400_000).toISOString(),
    lastUpdated: new Date(now - 20 * 86_400_000).toISOString(),
  })
  const authenticator = (key: string, name: string, type: string, settings?: object) => ({
    id: `aut${random.text(14)}5d7`,
    key,
    name,
    type,
    status: 'ACTIVE',
    ...stamp(390),
    ...(settings && { settings }),
  })
  const owner = atWork(world).find(person => person.okta.isAdmin) ?? world.people[0]!
  const zone = `nzo${random.text(14)}5d7`
  const token = (name: string, network: object) => ({
    id: `00T${random.text(14)}5d7`,
    name,
    clientName: 'Okta API',
    userId: owner.okta.id,
    network,
    tokenWindow: 'P30D',
    expiresAt: new Date(now + 21 * 86_400_000).toISOString(),
    ...stamp(120),
  })
  return {
    threats: { action: 'audit', excludeZones: [], ...stamp(390) },
    authenticators: [
      authenticator('okta_password', 'Password', 'password'),
      authenticator('okta_verify', 'Okta Verify', 'app'),
      authenticator('webauthn', 'Security Key or Biometric', 'security_key'),
      authenticator('phone_number', 'Phone', 'phone', { allowedFor: 'any' }),
      authenticator('okta_email', 'Email', 'email', { allowedFor: 'recovery' }),
    ],
    zones: [
      {
        id: zone,
        type: 'IP',
        name: 'Offices',
        status: 'ACTIVE',
        usage: 'POLICY',
        system: false,
        ...stamp(380),
        gateways: [...new Set(world.people.map(person => person.office.network.ip))].map(ip => ({
          type: 'CIDR',
          value: `${ip}/32`,
        })),
        proxies: [],
      },
    ],
    apiTokens: [
      token('casbah', { connection: 'ZONE', include: [zone] }),
      token('hr-import', { connection: 'ANYWHERE' }),
    ],
  }
}

/** No demand for a second factor, public repositories for everyone, one webhook that does not check certificates. */
export function githubSettings(world: World, now: number): Partial<GithubSettings> {
  const random = seeded(world.seed, world.domain, 'github settings')
  const { org, repositories } = world.github
  const hook = (url: string, insecure: boolean) => {
    const id = random.int(300_000_000, 499_999_999)
    const self = `https://api.github.com/orgs/${org}/hooks/${id}`
    return {
      id,
      url: self,
      ping_url: `${self}/pings`,
      deliveries_url: `${self}/deliveries`,
      name: 'web',
      type: 'Organization',
      events: ['push', 'pull_request'],
      active: true,
      config: { url, insecure_ssl: insecure ? '1' : '0', content_type: 'json', secret: '********' },
      created_at: new Date(now - 200 * 86_400_000).toISOString(),
      updated_at: new Date(now - 200 * 86_400_000).toISOString(),
    }
  }
  return {
    organization: { two_factor_requirement_enabled: false, members_can_create_public_repositories: true },
    hooks: [
      hook(`https://deploy.${world.domain}/hooks/github`, false),
      hook(`https://old-ci.${world.domain}/github`, true),
    ],
    repositories: repositories.map(({ fullName, isPublic }) => ({
      name: fullName.slice(org.length + 1),
      private: !isPublic,
    })),
  }
}

/** No block of public buckets for the account, one trail without validation, access keys that nobody ever changed. */
export function awsSettings(world: World, now: number): Partial<AwsSettings> {
  const { accountId, trails } = world.aws
  const random = seeded(world.seed, world.domain, 'aws settings')
  const bucketRandom = seeded(world.seed, world.domain, 'aws buckets')
  return {
    trails: trails.map(({ name, region }) => ({
      Name: name,
      TrailARN: `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`,
      HomeRegion: region,
      S3BucketName: `${world.github.org}-logs`,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: name !== 'security-audit',
      IsOrganizationTrail: false,
      IsLogging: true,
    })),
    publicAccessBlock: null,
    buckets: ['backups', 'builds', 'downloads', 'logs', 'terraform-state'].map(name => ({
      Name: `${world.github.org}-${name}`,
      BucketRegion: world.aws.regions[name === 'backups' ? 1 : 0] ?? 'us-east-1',
      CreationDate: awsTime(now - bucketRandom.int(90, 900) * 86_400_000),
      IsPublic: name === 'downloads' ? true : name === 'builds' ? null : false,
    })),
    accessKeys: world.people.filter(hasAws).map(person => ({
      UserName: person.aws.userName,
      AccessKeyId: person.aws.accessKeyId,
      Status: person.left ? 'Inactive' : 'Active',
      CreateDate: awsTime(now - random.int(5, 380) * 86_400_000),
      LastUsedDate: awsTime(now - random.int(1, 3) * 86_400_000),
    })),
  }
}
