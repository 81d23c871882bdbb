import type { CollectedActivity, StoredActivity } from '@casbah/kit'
import { account, collected, DAY, Harness, NOON, uuid } from '../testing/harness.ts'
import type { ActivityFilter } from './activity-filter.input.ts'
import { matches } from './match.ts'
import { readFilter } from './read-filter.ts'
import { Parameters, toSql } from './sql.ts'

/** A generator of numbers that is the same in every run (mulberry32). */
function random(seed: number) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!
  const some = <T>(from: readonly T[]): T[] => from.filter(() => next() < 0.4)
  const maybe = <T>(make: () => T, chance = 0.25): T | undefined => (next() < chance ? make() : undefined)
  return { next, pick, some, maybe }
}

const ACTIONS = ['session.start', 'file.download', 'user.suspend', 'other']
const VENDOR = ['user.session.START', 'İstanbul', 'Straße', 'ΟΔΟΣ', 'x']
const ADDRESSES = ['8.8.8.8', '10.1.2.3', '10.200.0.1', '2001:db8::7', '2001:4860:4860::8888', '::1']
const RANGES = ['10.0.0.0/8', '10.1.0.0/16', '8.8.8.8/32', '2001:db8::/32', '::/0', '0.0.0.0/0']
const AGENTS = ['Mozilla/5.0 (Windows NT 10.0) Chrome/126.0', 'aws-cli/2.15', 'CURL/8', '']
const PEOPLE = ['ann', 'bob', 'cid']
const NAMES = ['Payroll.xlsx', 'STRASSE', 'ann', '', 'Ünï code']
const TEXTS = ['a', 'S', 'session', 'ß', 'SS', 'i̇', 'σ', 'ς', '', 'download', 'PAYROLL', 'ü']

describe('the filter', () => {
  let harness: Harness
  let stored: StoredActivity[]
  beforeAll(async () => {
    harness = await Harness.open()
    await harness.feedAccounts(
      'acme',
      PEOPLE.map((id, index) =>
        account(id, { userId: `user-${index % 2}`, groups: index ? ['Staff', `G${index}`] : [] }),
      ),
    )
    const { pick, maybe, next, some } = random(1)
    const who = () => ({
      id: maybe(() => `ext-${pick(PEOPLE)}`, 0.6) ?? null,
      email: maybe(() => `${pick(PEOPLE)}@${pick(['example.com', 'Other.example'])}`, 0.5) ?? null,
      name: maybe(() => pick(NAMES), 0.5) ?? null,
    })
    const make = (n: number): CollectedActivity =>
      collected(`v${n}`, {
        app: pick(['app-1', 'app-2']),
        id: uuid(String(n)),
        connector: pick(['okta', 'github']),
        time: NOON - Math.floor(next() * 3 * DAY),
        action: pick(ACTIONS),
        vendorAction: pick(VENDOR),
        classUid: pick([3001, 3002, 6001]),
        severity: pick(['INFORMATIONAL', 'HIGH']),
        outcome: pick(['SUCCESS', 'FAILURE', 'UNKNOWN']),
        actor: maybe(() => ({ ...who(), kind: pick(['user', 'service', 'system']) }), 0.8) ?? null,
        targets: some([1, 2]).map(() => ({ ...who(), kind: pick(['user', 'File']) })),
        ip: maybe(() => ({ address: pick(ADDRESSES), country: null, city: null, asn: null, isp: null }), 0.7) ?? null,
        userAgent: maybe(() => pick(AGENTS), 0.7) ?? null,
        sessionId: maybe(() => pick(['s1', 'S1']), 0.5) ?? null,
        isAdmin: next() < 0.5,
        isImpersonated: next() < 0.2,
        raw: JSON.stringify({ n, words: some(['Alpha', 'BETA', 'straße', 'Payroll']) }),
      })
    await harness.feed(
      'acme',
      Array.from({ length: 300 }, (_, n) => make(n)),
    )
    stored = (await harness.stored('acme')).filter(item => item.type === 'activity')
  })
  afterAll(() => harness.close())

  it('says the same in the database and in memory, of random filters and rows', async () => {
    const { pick, some, maybe, next } = random(2)
    const text = () => ({
      in: maybe(() => some([...ACTIONS, ...VENDOR, ...AGENTS, ...NAMES, 'ann@example.com']), 0.4),
      contains: maybe(() => pick(TEXTS), 0.4),
      startsWith: maybe(() => pick(TEXTS), 0.2),
      isSet: maybe(() => next() < 0.5, 0.2),
    })
    const make = (depth: number): ActivityFilter => ({
      and: maybe(() => some([1, 2]).map(() => make(depth - 1)), depth > 0 ? 0.2 : 0),
      or: maybe(() => some([1, 2, 3]).map(() => make(depth - 1)), depth > 0 ? 0.4 : 0),
      not: maybe(() => make(depth - 1), depth > 0 ? 0.4 : 0),
      app: maybe(() => some(['app-1', 'app-2', 'app-3']), 0.1),
      connector: maybe(() => some(['okta', 'aws']), 0.1),
      action: maybe(text, 0.15),
      vendorAction: maybe(text, 0.15),
      classUid: maybe(() => some([3001, 3002]), 0.1),
      severity: maybe(() => some(['HIGH', 'INFORMATIONAL'] as const), 0.1),
      actor: maybe(() => ({
        id: maybe(() => some(PEOPLE), 0.3),
        user: maybe(() => some(['user-0', 'user-1', 'nobody']), 0.3),
        email: maybe(text, 0.3),
        domain: maybe(() => some(['EXAMPLE.com', 'other.example']), 0.3),
        group: maybe(() => some(['staff', 'g2']), 0.3),
      })),
      target: maybe(() => ({
        kind: maybe(() => some(['user', 'file']), 0.4),
        name: maybe(text, 0.4),
        account: maybe(() => some(PEOPLE), 0.3),
      })),
      ip: maybe(() => ({
        address: maybe(() => some(ADDRESSES), 0.3),
        cidr: maybe(() => some(RANGES), 0.4),
        country: maybe(() => some(['us', 'FR']), 0.2),
        asn: maybe(() => some([15_169, 1]), 0.2),
      })),
      userAgent: maybe(text, 0.15),
      sessionId: maybe(() => some(['s1', 'x']), 0.1),
      outcome: maybe(() => some(['SUCCESS', 'FAILURE'] as const), 0.1),
      isAdmin: maybe(() => next() < 0.5, 0.1),
      isImpersonated: maybe(() => next() < 0.5, 0.1),
      time: maybe(() => ({
        since: maybe(() => new Date(NOON - Math.floor(next() * 3 * DAY))),
        until: maybe(() => new Date(NOON - Math.floor(next() * 2 * DAY))),
      })),
      text: maybe(() => some(['alpha', 'beta', 'STRASSE', 'straße', 'ann', 'payroll']).join(' '), 0.15),
    })
    let partly = 0
    await harness.db.read('acme', async tx => {
      for (let round = 0; round < 600; round++) {
        const filter = make(2)
        const condition = await readFilter(filter, async () => tx)
        const parameters = new Parameters()
        const rows = await tx.query<{ v: string }>(
          `select a.vendor_id as v from activities.activity a where ${toSql(condition, parameters)}`,
          parameters.values,
        )
        const inMemory = stored.filter(activity => matches(condition, activity)).map(activity => activity.vendorId)
        expect({ filter, rows: rows.map(row => row.v).sort() }).toEqual({ filter, rows: inMemory.sort() })
        if (rows.length && rows.length < stored.length) partly++
      }
    })
    // Filters that take all or nothing would prove little.
    expect(partly).toBeGreaterThan(100)
  })

  it('takes rows that lack the field when it negates', async () => {
    const all = await ids({})
    const told = await ids({ ip: { cidr: ['0.0.0.0/0', '::/0'] } })
    const untold = await ids({ not: { ip: { cidr: ['0.0.0.0/0', '::/0'] } } })
    expect(untold.length).toBeGreaterThan(0)
    expect([...told, ...untold].sort()).toEqual(all.sort())
  })

  it('refuses what it cannot read, with the remedy', async () => {
    const asked = (filter: ActivityFilter) => harness.ask('acme', LIST, { filter })
    for (const [filter, remedy] of [
      [{ ip: { cidr: ['10.0.0.1/8'] } }, /without bits behind the prefix/],
      [{ ip: { address: ['10.0.0'] } }, /203\.0\.113\.7/],
      [{ or: Array.from({ length: 201 }, () => ({})) }, /lists of values/],
    ] as [ActivityFilter, RegExp][]) {
      const { errors } = await asked(filter)
      expect(errors?.[0]).toMatchObject({
        message: expect.stringMatching(remedy),
        extensions: { code: 'BAD_USER_INPUT' },
      })
    }
  })

  it('refuses groups of more than 1,000 accounts', async () => {
    await harness.feedAccounts(
      'big',
      Array.from({ length: 1_001 }, (_, n) => account(`a${n}`, { groups: ['Everyone'] })),
    )
    const { errors } = await harness.ask('big', LIST, { filter: { actor: { group: ['everyone'] } } })
    expect(errors?.[0]!.message).toMatch(/more than 1000 accounts.*smaller groups/)
  })

  const LIST = 'query ($filter: ActivityFilter) { activities(filter: $filter, first: 500) { edges { node { id } } } }'
  async function ids(filter: ActivityFilter): Promise<string[]> {
    const { activities } = (await harness.data('acme', LIST, { filter })) as unknown as {
      activities: { edges: { node: { id: string } }[] }
    }
    return activities.edges.map(edge => edge.node.id)
  }
})
