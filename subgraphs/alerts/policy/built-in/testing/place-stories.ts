import type { StoredActivity } from '@casbah/kit'
import { activity, minute, place } from '../../../testing/activity.ts'
import { at, daily, day, somebody } from '../../../testing/detector-trial.ts'
import { past, type Story } from './story.ts'

/** Ann has worked from Germany for ten days. */
const home = past(daily('home', 0, 10, { ip: at('DE', { asn: 3320 }) }))

const abroad = (parts: Partial<NonNullable<StoredActivity['ip']>> = {}): StoredActivity =>
  activity('abroad', { time: day(10, 1), ip: at('KP', { asn: 131279, ...parts }) })

const flagged = (networkTag: 'TOR' | 'RISKY' | 'VPN' | null, n = 10, parts: Partial<StoredActivity> = {}) =>
  activity(`flagged-${n}`, {
    time: day(n, 5),
    ip: at('NL', { address: '198.51.100.7', asn: 60729, networkTag }),
    ...parts,
  })

const reset = (parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity('reset', {
    ...somebody(1),
    action: 'mfa.reset',
    time: day(10),
    targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann', email: null }],
    targetAccountIds: ['account-ann'],
    ...parts,
  })
const signIn = (minutes: number, country = 'NG'): StoredActivity =>
  activity('in', { time: day(10, minutes), ip: at(country, { asn: 29465 }) })

const made = (awsRegion: string, parts: Partial<StoredActivity> = {}): Partial<StoredActivity> => ({
  connector: 'aws',
  app: 'app-aws',
  action: 'vm.create',
  vendorAction: 'ec2:RunInstances',
  classUid: 6003,
  activityId: 1,
  raw: JSON.stringify({ awsRegion }),
  ...parts,
})
const region = (awsRegion: string, parts: Partial<StoredActivity> = {}) =>
  activity('made', { time: day(10, 1), ...made(awsRegion, parts) })

const client: Partial<StoredActivity> = {
  actor: { id: 'client-1', email: null, name: 'Sync client', kind: 'service' },
  userId: null,
  accountId: null,
}
const connects = (parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity('connects', { ...client, time: day(31, 1), ip: at('RU', { asn: 12389, isp: 'Rostelecom' }), ...parts })

/** Stories of the policies on where somebody is, by slug. */
export const PLACE_STORIES: Record<string, Story> = {
  'impossible-travel': {
    fires: [activity('home'), activity('away', { time: minute(2), ip: place('BR') })],
    quiet: [[activity('home'), activity('near', { time: minute(2), ip: place('NL') })]],
  },
  'infrequent-country': {
    learnt: home,
    fires: [abroad()],
    quiet: [
      [activity('back', { time: day(10, 1), ip: at('DE', { asn: 3320 }) })],
      [abroad({ networkTag: 'VPN' })],
      [abroad({ asn: 3320 })],
    ],
  },
  'new-country-after-reset': {
    learnt: home,
    fires: [reset(), signIn(60)],
    quiet: [
      [reset(), signIn(60, 'DE')],
      [reset(), signIn(25 * 60)],
      [reset({ outcome: 'FAILURE' }), signIn(60)],
      [reset({ targetAccountIds: ['account-bob'] }), signIn(60)],
    ],
  },
  'anonymous-ip': {
    learnt: home,
    fires: [flagged('TOR')],
    quiet: [
      [flagged('TOR', 10, { outcome: 'FAILURE' })],
      [flagged(null)],
      [flagged('VPN')],
      // By then it is the usual network of the person.
      [...past([10, 11, 12].map(n => flagged('TOR', n))), flagged('TOR', 13)],
    ],
  },
  'suspicious-ip': {
    learnt: home,
    fires: [flagged('RISKY')],
    quiet: [[flagged('RISKY', 10, { outcome: 'FAILURE' })], [flagged(null)], [flagged('TOR')]],
  },
  'unusual-region': {
    learnt: past(daily('eu', 0, 10, made('eu-central-1'))),
    fires: [region('ap-east-1')],
    quiet: [
      [region('eu-central-1')],
      [region('ap-east-1', { outcome: 'FAILURE' })],
      [region('ap-east-1', { action: 'vm.read', activityId: 2 })],
      [region('ap-east-1', { action: 'instance_profile.create', vendorAction: 'iam:CreateInstanceProfile' })],
    ],
  },
  'unusual-isp-for-oauth-app': {
    learnt: past(daily('usual', 0, 31, { ...client, ip: at('US', { asn: 16509, isp: 'Amazon' }) })),
    fires: [connects()],
    quiet: [
      [connects({ ip: at('US', { asn: 16509, isp: 'Amazon' }) })],
      [connects({ outcome: 'FAILURE' })],
      [connects({ actor: { ...client.actor!, id: 'client-2' } })],
      [connects(somebody(1))],
    ],
  },
}
