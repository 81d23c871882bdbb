import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import type { awsRow } from './rows.ts'

type Call = (world: World, random: Random) => Parameters<typeof awsRow>[1]

const hex = '0123456789abcdef'

const read =
  (
    service: string,
    name: string,
    parameters: (world: World, random: Random) => Record<string, unknown> | null = () => null,
  ): Call =>
  (world, random) => ({ service, name, parameters: parameters(world, random) })

/** Management reads that engineers and their tools make all day. */
export const AWS_READS: readonly Call[] = [
  read('ec2', 'DescribeInstances', () => ({ maxResults: 1000, instancesSet: {}, filterSet: {} })),
  read('ec2', 'DescribeSecurityGroups', () => ({ securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} })),
  read('ec2', 'DescribeVpcs', () => ({ vpcSet: {}, filterSet: {} })),
  read('ec2', 'DescribeVolumes', () => ({ volumeSet: {}, filterSet: {} })),
  read('rds', 'DescribeDBInstances', () => ({ maxRecords: 100 })),
  read('s3', 'ListBuckets', () => ({ Host: 's3.amazonaws.com' })),
  read('s3', 'GetBucketLocation', (world, random) => ({ bucketName: bucket(world, random), location: '' })),
  read('logs', 'DescribeLogGroups', () => ({ limit: 50 })),
  read('monitoring', 'DescribeAlarms', () => ({ maxRecords: 100 })),
  read('lambda', 'ListFunctions20150331'),
  read('eks', 'DescribeCluster', (world, random) => ({ name: random.pick(['production', 'staging']) })),
  read('cloudformation', 'DescribeStacks', () => null),
  read('ssm', 'GetParameter', (world, random) => ({
    name: `/${random.pick(['web', 'billing', 'search'])}/${random.pick(['feature-flags', 'endpoint'])}`,
    withDecryption: false,
  })),
  read('secretsmanager', 'GetSecretValue', (world, random) => ({
    secretId: `staging/${random.pick(['web', 'billing', 'search'])}/database`,
  })),
  read('sts', 'GetCallerIdentity'),
  read('iam', 'ListRoles', () => ({ maxItems: 100 })),
]

const write =
  (service: string, name: string, parameters: (world: World, random: Random) => Record<string, unknown>): Call =>
  (world, random) => ({ service, name, readOnly: false, parameters: parameters(world, random) })

/** Small changes of an ordinary day. None touches the log, keys or the network's edge. */
export const AWS_WRITES: readonly Call[] = [
  write('ec2', 'CreateTags', (world, random) => ({
    resourcesSet: { items: [{ resourceId: `i-0${random.text(16, hex)}` }] },
    tagSet: { items: [{ key: 'owner', value: random.pick(['web', 'billing', 'search', 'data']) }] },
  })),
  write('ec2', 'RebootInstances', (world, random) => ({
    instancesSet: { items: [{ instanceId: `i-0${random.text(16, hex)}` }] },
  })),
  write('autoscaling', 'SetDesiredCapacity', (world, random) => ({
    autoScalingGroupName: random.pick(['web-workers', 'search-workers']),
    desiredCapacity: random.int(2, 12),
    honorCooldown: false,
  })),
  write('ssm', 'PutParameter', (world, random) => ({
    name: `/${random.pick(['web', 'billing'])}/feature-flags`,
    type: 'String',
    overwrite: true,
  })),
  write('monitoring', 'PutMetricAlarm', (world, random) => ({
    alarmName: `${random.pick(['web', 'orders', 'search'])}-latency-p99`,
    threshold: random.int(200, 900),
  })),
]

function bucket(world: World, random: Random): string {
  return `${world.org}-${random.pick(['assets', 'exports', 'backups', 'logs'])}`
}
