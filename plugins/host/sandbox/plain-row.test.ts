import { readAnswer } from './answers.ts'
import { isPlainRow } from './plain-row.ts'

const whole = {
  vendorAction: 'login',
  time: '2026-01-01T00:00:00Z',
  actor: { id: '1', email: null, name: 'Ann', kind: 'user' },
  targets: [{ id: 2, kind: 'app' }],
  outcome: 'SUCCESS',
  outcomeReason: null,
  ip: { address: '8.8.8.8', country: 'US', asn: 1 },
  userAgent: 'x',
  sessionId: 's',
  severity: 'LOW',
  isAdmin: false,
  isImpersonated: true,
}
/** What vendors do not tell, as they tell it. */
const nulls = Object.fromEntries(
  Object.keys(whole).map(key => [
    key,
    ['vendorAction', 'targets', 'outcome'].includes(key) ? whole[key as keyof typeof whole] : null,
  ]),
)
const row = (activity: object, more: object = {}) => ({
  id: 'a',
  hashed: false,
  time: 1,
  activities: [activity],
  ...more,
})
const plain = (value: unknown) => isPlainRow(value, 100, 3)
/** What the schema makes of it. */
const read = (value: unknown) => {
  const answer = { rows: [value], next: null, end: true }
  return readAnswer('normalise', answer, JSON.stringify(answer)).rows[0]
}

it.each([
  ['everything', row(whole)],
  ['nothing but nulls', row({ ...nulls, actor: { id: null, email: null, name: null, kind: null } })],
  ['nulls for actor and address', row(nulls)],
  ['the least', row({ vendorAction: 'x' })],
  ['no activity and no time', row({}, { activities: [], time: null })],
  ['an unknown actor and address', row({ vendorAction: 'x', actor: null, ip: null })],
])('a row with %s is plain, and comes through as it is', (_what, value) => {
  expect(plain(value)).toBe(true)
  expect(read(structuredClone(value))).toEqual(value)
})

it.each<[string, unknown]>([
  ...Object.keys(whole).map(key => [`an odd ${key}`, row({ ...whole, [key]: { odd: [] } })] as [string, unknown]),
  ['an odd actor', row({ ...whole, actor: { id: {} } })],
  ['an unknown kind of actor', row({ ...whole, actor: { kind: 'god' } })],
  ['an odd target', row({ ...whole, targets: [[]] })],
  ['too many targets', row({ ...whole, targets: [{}, {}, {}, {}] })],
  ['an odd address', row({ ...whole, ip: { address: 5 } })],
  ['an odd network', row({ ...whole, ip: { address: 'x', asn: '5' } })],
  ['too long a text', row({ ...whole, userAgent: 'x'.repeat(101) })],
  ['no action', row({})],
  ['a list for an activity', row([])],
  ['too many activities', row({}, { activities: Array(4).fill(whole) })],
  ['no id', row(whole, { id: undefined })],
  ['a text for a time', row(whole, { time: '1' })],
  ['something more', row(whole, { more: 1 })],
  ['something more in an activity', row({ ...whole, more: 1 })],
  ['nothing', null],
])('a row with %s is left to the schema', (_what, value) => {
  expect(plain(value)).toBe(false)
})

it('a row with something more loses it', () => {
  expect(read(row({ vendorAction: 'x', more: 1 }, { more: 1 }))).toEqual(row({ vendorAction: 'x' }))
})
