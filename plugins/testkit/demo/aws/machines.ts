import type { Emission } from '../emission.ts'
import { networkIn, HOMES } from '../places.ts'
import { seeded, UPPER } from '../random.ts'
import type { World } from '../world.ts'
import { awsAccount } from './account.ts'
import { awsRow, roleIdentity } from './rows.ts'
import type { AwsCall } from './rows.ts'

const HOUR = 3_600_000

/** What the company's own programs do on one UTC date: they never sleep, so neither does the log. */
export function machines(world: World, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'machines', date)
  const rows: Emission[] = []
  const { accountId, roles, regions } = awsAccount(world)
  for (const region of regions) {
    for (let hour = 0; hour < 24; hour++) {
      const time = date + hour * HOUR + random.int(60, 600) * 1000
      const role = roles.Inventory
      const session = 'inventory-scheduler'
      const call: AwsCall = {
        world,
        random,
        time,
        region,
        source: 'lambda.amazonaws.com',
        userAgent: 'lambda.amazonaws.com',
        identity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
      }
      const taken = awsRow(call, {
        service: 'sts',
        name: 'AssumeRole',
        parameters: { roleArn: `arn:aws:iam::${accountId}:role/${role.name}`, roleSessionName: session },
        response: {
          credentials: {
            accessKeyId: `ASIA${random.text(16, UPPER)}`,
            expiration: new Date(time + HOUR).toUTCString(),
          },
          assumedRoleUser: {
            assumedRoleId: `${role.id}:${session}`,
            arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${session}`,
          },
        },
      })
      const identity = roleIdentity(world, random, 'Inventory', session, time)
      const own = {
        ...call,
        identity,
        source: egress(world),
        userAgent: 'Boto3/1.40.45 md/Botocore#1.40.45 lang/python#3.13.7',
      }
      const reads = ['DescribeInstances', 'DescribeVolumes'].map((name, i) =>
        awsRow({ ...own, time: time + (i + 1) * 4_000 }, { service: 'ec2', name, parameters: { maxResults: 1000 } }),
      )
      rows.push(taken, ...reads)
    }
  }
  return rows
}

/** The address behind which the company's own servers call. */
function egress(world: World): string {
  return networkIn(HOMES[0]!, seeded(world.seed, world.domain, 'egress')).ip
}
