import type { AwsSettings } from '../../vendors/aws/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { awsAccount } from './account.ts'
import { awsTime } from './rows.ts'

/** No block of public buckets for the account, one trail without validation, access keys that nobody ever changed. */
export function awsSettings(world: World, now: number): Partial<AwsSettings> {
  const { accountId, trails, regions, logins } = awsAccount(world)
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
    buckets: ['backups', 'builds', 'downloads', 'logs', 'terraform-state'].map(name => ({
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
