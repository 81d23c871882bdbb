import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { daily, day, DetectorTrial } from '../../../testing/detector-trial.ts'
import { JudgedEvent } from '../../event.ts'
import { cloudRegion } from './cloud-region.ts'

const unusual = new DetectorTrial('unusual-region')
const by = (sensitivity: string) => new DetectorTrial('unusual-region', { sensitivity })

const cloud = (awsRegion: string, parts: Partial<StoredActivity> = {}): Partial<StoredActivity> => ({
  connector: 'aws',
  app: 'app-aws',
  action: 'vm.create',
  vendorAction: 'ec2:RunInstances',
  classUid: 6003,
  activityId: 1,
  raw: JSON.stringify({ CloudTrailEvent: JSON.stringify({ awsRegion }) }),
  ...parts,
})
const learnt = daily('eu', 0, 10, cloud('eu-central-1'))
const far = (n: number, minutes = 1, parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity(`far-${n}-${minutes}`, { time: day(n, minutes), ...cloud('ap-east-1', parts) })

describe('unusual region', () => {
  it('fires on what is created in a region that was not used, once a day until three have confirmed it', () => {
    const { fired, kept } = unusual.always([...learnt, far(10), far(10, 5), ...[11, 12, 13].map(n => far(n))])
    expect(fired).toEqual(
      [10, 11, 12].map(
        n => `far-${n}-1: Ann Lee created something in Okta in the region ap-east-1, which was not used before`,
      ),
    )
    expect(kept).toEqual([])
  })

  it('learns for seven days; what it saw then is usual', () => {
    expect(unusual.always([...learnt.slice(0, 6), far(6)]).fired).toEqual([])
    expect(unusual.explain(learnt.slice(0, 6), far(6)).summary).toMatch(/known for 6 of 7 days/)
    expect(unusual.always([far(0), ...learnt.slice(1), far(20)]).fired).toEqual([])
  })

  it.each([
    ['a region in use', activity('x', { time: day(10), ...cloud('eu-central-1') }), /0 days ago|1 days ago/],
    ['a failure', far(10, 1, { outcome: 'FAILURE' }), null],
    [
      'a service without regions',
      far(10, 1, { action: 'instance_profile.create', vendorAction: 'iam:CreateInstanceProfile' }),
      /no region/,
    ],
    ['a token', far(10, 1, { action: 'token.create', vendorAction: 'ec2:X' }), /nothing that lies/],
    ['a record without a region', far(10, 1, { raw: '{}' }), /no region/],
    ['what is no creation', far(10, 1, { action: 'vm.read', activityId: 2 }), null],
  ] as [string, StoredActivity, RegExp | null][])('does not fire on %s', (_, event, reason) => {
    expect(unusual.always([...learnt, event])).toEqual({ fired: [], kept: [] })
    if (reason) expect(unusual.explain(learnt, event).summary).toMatch(reason)
  })

  it('learns nothing from reading, which scanners do everywhere', () => {
    const scans = [3, 4, 5].map(n => far(n, 1, { action: 'vm.read', activityId: 2 }))
    expect(unusual.always([...learnt, ...scans, far(10)]).fired).toHaveLength(1)
  })

  it('keeps the cloud itself back at every sensitivity, many regions at LOW alone', () => {
    const own = far(10, 1, { actor: { id: 'backup', email: null, name: 'backup', kind: 'system' } })
    const regions = Array.from({ length: 15 }, (_, n) => daily(`r${n}`, 0, 8, cloud(`eu-west-${n}`))).flat()
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'])
      expect(by(sensitivity).always([...learnt, own]).kept).toEqual(['far-10-1: system:cloud-itself'])
    expect(by('LOW').always([...regions, far(10)]).kept).toEqual(['far-10-1: tenant:many-regions'])
    for (const sensitivity of ['MEDIUM', 'HIGH'])
      expect(by(sensitivity).always([...regions, far(10)]).fired).toHaveLength(1)
  })

  it('learns from history, and from no record that cannot be read', () => {
    const past = learnt.map(event => ({ ...event, lane: 'history' as const }))
    expect(unusual.outcome([...past, far(10)]).fired).toHaveLength(1)
    expect(unusual.judge([far(0, 1, { raw: '{"CloudTrailEvent":"no json"}' })]).failures.size).toBe(1)
  })
})

describe('the region of a record', () => {
  it.each([
    ['aws', { awsRegion: 'us-gov-west-1' }, 'us-gov-west-1'],
    ['azure', { location: 'West Europe' }, 'westeurope'],
    ['azure', { location: 'global', properties: { responseBody: '{"location":"northeurope"}' } }, 'northeurope'],
    ['azure', { location: 'global' }, null],
    ['gcp', { protoPayload: { resourceLocation: { currentLocations: ['europe-west3-a'] } } }, 'europe-west3'],
    ['gcp', { resource: { labels: { zone: 'us-central1-f' } } }, 'us-central1'],
    ['gcp', { resource: { labels: { location: 'global', region: 'asia-east2' } } }, 'asia-east2'],
    ['okta', { awsRegion: 'eu-west-1' }, null],
    ['aws', { awsRegion: 'x'.repeat(1_000_000) }, null],
    ['aws', ['eu-west-1'], null],
    ['azure', { properties: { responseBody: '{not json' } }, null],
  ])('of %s %j is %s', (connector, record, region) => {
    const event = new JudgedEvent(activity('a', { connector, raw: JSON.stringify(record), vendorAction: 'ec2:X' }))
    expect(cloudRegion(event)).toBe(region)
  })
})
