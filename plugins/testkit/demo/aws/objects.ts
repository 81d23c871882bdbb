import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { awsAccount } from './account.ts'
import { awsRow, withRole, type AwsCall } from './rows.ts'

const FOLDERS = ['invoices', 'customers', 'usage', 'payroll', 'contracts']

/** A read or write of one object: a data event, which only the files of a trail have. */
export function objectRow(call: AwsCall, name: 'GetObject' | 'PutObject', random: Random): Emission {
  const { world } = call
  const key = `${random.pick(FOLDERS)}/2026-${String(random.int(1, 12)).padStart(2, '0')}/part-${random.int(0, 99)}.parquet`
  return awsRow(call, {
    service: 's3',
    name,
    readOnly: name === 'GetObject',
    parameters: { bucketName: exportsOf(world), key, Host: `${exportsOf(world)}.s3.amazonaws.com` },
    record: {
      managementEvent: false,
      eventCategory: 'Data',
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${exportsOf(world)}/${key}` },
        { type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${exportsOf(world)}`, accountId: awsAccount(world).accountId },
      ],
    },
  })
}

/** Where the company exports its data to. */
const exportsOf = ({ org }: World) => `${org}-exports`

/** A thief with the session of somebody who works at AWS takes object after object out of the bucket of exports. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, regions } = awsAccount(world)
  if (!logins.has(person)) return []
  const call = withRole(moment, regions[0])
  const count = random.int(12, 24)
  return Array.from({ length: count }, (_, index) =>
    objectRow({ ...call, time: time + Math.floor((index * 18_000) / count) }, 'GetObject', random),
  )
}
