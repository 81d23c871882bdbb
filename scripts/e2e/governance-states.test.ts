import { FakeClock } from '@casbah/host/testing'
import { Killed, openGovernanceBed, type BedApp, type GovernanceBed } from '@casbah/apps/testing'
import {
  createAws,
  createGithub,
  createOkta,
  person,
  startReplayServer,
  type Fault,
  type ReplayServer,
  type Vendor,
  type VendorRequest,
} from '@casbah/testkit'
import { BUILT_IN_FOLDERS } from '../stack/connectors.ts'

// Between sending an action and hearing that it holds, everything goes wrong that can. Whatever is said of the action at any moment is true,
// or it is said that nobody knows yet; and when the vendor is back, it ends as the vendor has it.

const MINUTE = 60_000
const clock = new FakeClock(Date.parse('2026-03-02T09:00:00Z'))
const now = () => clock.now()

/** One action at one vendor, and what the vendor really has. */
interface Case {
  slug: string
  spec: string
  host: string
  target: Record<string, string>
  parameters?: Record<string, unknown>
  app: BedApp
  vendor: Vendor
  isWrite(request: VendorRequest): boolean
  /** Whether the change holds at the vendor. */
  holds(): boolean
  reset(): void
}

function okta(): Case {
  const ada = person('ada', { id: '00u1' })
  const vendor = createOkta({ domain: 'acme.okta.com', token: 'okta-token', now, accounts: [ada] })
  return {
    slug: 'okta',
    spec: 'okta/suspend-user',
    host: 'acme.okta.com',
    target: { account: '00u1' },
    app: { ...accessOf(vendor), accounts: [{ externalId: '00u1', email: ada.email }] },
    vendor,
    isWrite: ({ method }) => method === 'POST',
    holds: () => ada.status === 'SUSPENDED',
    reset: () => void (ada.status = 'ACTIVE'),
  }
}

function github(): Case {
  const website = { name: 'website', private: false }
  const settings = { repositories: [website] }
  const vendor = createGithub({ org: 'acme', token: 'github-token', now, accounts: [person('ada')], settings })
  const repository = () => (vendor.settings.repositories as (typeof website)[])[0]!
  return {
    slug: 'github',
    spec: 'github/make-repository-private',
    host: 'api.github.com',
    target: { resource: 'acme/website' },
    app: { ...accessOf(vendor), resources: [{ externalId: 'acme/website', kind: 'REPOSITORY' }] },
    vendor,
    isWrite: ({ method }) => method === 'PATCH',
    holds: () => repository().private,
    reset: () => void (repository().private = false),
  }
}

function aws(): Case {
  const [accountId, accessKeyId] = ['123456789012', 'AKIACASBAHCASBAHCASB']
  const key = {
    UserName: 'ada',
    AccessKeyId: 'AKIAADAADAADAADAADAA',
    Status: 'Active',
    CreateDate: '2026-01-01T00:00:00Z',
  }
  const vendor = createAws({
    accountId,
    accessKeyId,
    secretAccessKey: 'aws-secret',
    regions: ['us-east-1'],
    now,
    accounts: [person('ada')],
    settings: { accessKeys: [key as never] },
  })
  const kept = () => (vendor.settings.accessKeys as (typeof key)[])[0]!
  return {
    slug: 'aws',
    spec: 'aws/deactivate-access-key',
    host: 'iam.amazonaws.com',
    target: { account: 'AIDAADA' },
    parameters: { accessKeyId: key.AccessKeyId },
    app: { ...accessOf(vendor), accounts: [{ externalId: 'AIDAADA', name: 'ada' }] },
    vendor,
    isWrite: ({ body }) => body.includes('Action=UpdateAccessKey'),
    holds: () => kept().Status === 'Inactive',
    reset: () => void (kept().Status = 'Active'),
  }
}

const accessOf = ({ slug, config, authKind, credentials }: Vendor) => ({
  connector: slug,
  config,
  authKind,
  credentials,
})
const CASES = [okta(), github(), aws()]
const GARBAGE: Fault = { kind: 'status', status: 200, body: '<html>Sorry' }

/** What goes wrong. `read`: at what follows for `minutes`; nothing there when left out. */
interface Failure {
  name: string
  write?: Fault
  read?: Fault
  minutes?: number
  /** The network leads nowhere at all for so long. */
  away?: number
  killedAt?: string
  /** Whether the vendor ends up having done it. */
  done: boolean
}

const FAILURES: Failure[] = [
  { name: 'nothing', done: true },
  {
    name: '500, not done',
    write: { kind: 'status', status: 500 },
    read: { kind: 'status', status: 500 },
    minutes: 60,
    done: false,
  },
  {
    name: '500, though done',
    write: { kind: 'status', status: 500, after: true },
    read: { kind: 'status', status: 502 },
    minutes: 60,
    done: true,
  },
  { name: '503, not done', write: { kind: 'status', status: 503 }, done: false },
  { name: 'reset, not done', write: { kind: 'reset' }, read: { kind: 'reset' }, minutes: 60, done: false },
  {
    name: 'reset, though done',
    write: { kind: 'reset', after: true },
    read: { kind: 'reset' },
    minutes: 60,
    done: true,
  },
  { name: 'no answer, not done', write: { kind: 'hang' }, done: false },
  {
    name: 'no answer, though done',
    write: { kind: 'hang', after: true },
    read: { kind: 'reset' },
    minutes: 30,
    done: true,
  },
  { name: 'half an answer', write: { kind: 'truncate' }, read: { kind: 'truncate' }, minutes: 30, done: true },
  { name: 'garbage for an answer', write: { ...GARBAGE, after: true }, read: GARBAGE, minutes: 60, done: true },
  {
    name: 'garbage of the right form',
    read: { kind: 'status', status: 200, body: { hello: 'world' } },
    minutes: 60,
    done: true,
  },
  { name: 'the confirm read is refused', read: { kind: 'status', status: 403, body: {} }, minutes: 60, done: true },
  { name: 'no time (429)', write: { kind: 'status', status: 429, headers: { 'retry-after': '600' } }, done: true },
  { name: 'away for an hour before it is sent', away: 60, done: true },
  { name: 'killed before sending', killedAt: 'apps:action-before-send', done: false },
  { name: 'killed after sending', killedAt: 'apps:action-after-send', done: true },
  {
    name: 'killed after sending, and away',
    killedAt: 'apps:action-after-send',
    read: { kind: 'status', status: 500 },
    minutes: 60,
    done: true,
  },
]

/** What may be said while the change holds at the vendor, and while it does not. */
const TRUE_WHILE = {
  doing: {
    holds: ['RUNNING', 'CONFIRMING', 'UNKNOWN', 'SUCCEEDED'],
    not: ['QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN', 'FAILED'],
  },
  undoing: { holds: ['UNDOING', 'SUCCEEDED'], not: ['UNDOING', 'UNDONE'] },
}

let bed: GovernanceBed
let replay: ReplayServer
const routes = new Map<string, string>()
const apps = new Map<string, { app: string; ids: Record<string, string> }>()

beforeAll(async () => {
  replay = await startReplayServer({ vendors: CASES.map(({ vendor }) => vendor) })
  for (const [host, origin] of replay.routes) routes.set(host, origin)
  const connectorFolders = BUILT_IN_FOLDERS.filter(folder => CASES.some(({ slug }) => folder.endsWith(slug)))
  bed = await openGovernanceBed({ connectorFolders, clock, routes, timeoutMs: 60 })
  for (const one of CASES) apps.set(one.slug, await bed.connect('acme', one.app))
}, 60_000)
afterAll(async () => {
  await bed?.close()
  await replay?.close()
})

async function request({ slug, spec, target, parameters = {} }: Case): Promise<string> {
  const { app, ids } = apps.get(slug)!
  const named = Object.fromEntries(Object.entries(target).map(([field, id]) => [field, ids[id]]))
  return bed.request('acme', { spec, app, reason: 'test', parameters, ...named })
}

/** How often the vendor did it meanwhile. */
async function counting({ vendor, isWrite }: Case, work: () => Promise<void>): Promise<number> {
  let writes = 0
  const { answer } = vendor
  vendor.answer = async asked => {
    const given = await answer.call(vendor, asked)
    if (isWrite(asked) && given.status < 300) writes += 1
    return given
  }
  try {
    await work()
  } finally {
    vendor.answer = answer
  }
  return writes
}

/** Plans the failure, gives turns until the action rests, and looks at what is said after each. */
async function suffer(one: Case, failure: Failure, id: string, doing: 'doing' | 'undoing'): Promise<void> {
  const { write, read, minutes = 0, away = 0, killedAt } = failure
  const { slug, host, isWrite } = one
  const begun = now()
  let sent = false
  const down = () => minutes > 0 && now() < begun + minutes * MINUTE
  // What is looked up before is answered; what comes after the write is not.
  const seen = (asked: VendorRequest) => {
    if (isWrite(asked)) sent = true
    return false
  }
  replay.fault(slug, { kind: 'reset', when: seen }, Infinity)
  if (write) replay.fault(slug, { ...write, when: isWrite })
  if (read) replay.fault(slug, { ...read, when: asked => !isWrite(asked) && sent && down() }, Infinity)
  if (away) routes.set(host, 'http://127.0.0.1:1')
  const states = new Set<string>()
  try {
    for (let turn = 0; turn < 200; turn++) {
      if (away && now() >= begun + away * MINUTE) routes.set(host, replay.origin)
      if (turn === 0 && killedAt) await expect(bed.turn(killedAt)).rejects.toThrow(Killed)
      else await bed.turn()
      const { state, nextAt } = await bed.action('acme', id)
      states.add(state)
      expect(TRUE_WHILE[doing][one.holds() ? 'holds' : 'not']).toContain(state)
      if (['SUCCEEDED', 'FAILED', 'UNDONE'].includes(state)) break
      clock.time = Math.max(clock.time + 1_000, nextAt)
    }
  } finally {
    replay.mend()
    routes.set(host, replay.origin)
  }
  // While the vendor could not be asked, that was said, and no end.
  if (read && doing === 'doing') expect([...states]).toContain('UNKNOWN')
}

describe.each(CASES.map(one => [one.spec, one] as const))('%s', (_spec, one) => {
  it('is sent once by two hosts at once', async () => {
    one.reset()
    const id = await request(one)
    const writes = await counting(one, async () => void (await Promise.all([bed.turn(), bed.turn()])))
    expect(await bed.action('acme', id)).toMatchObject({ state: 'SUCCEEDED', log: ['QUEUED', 'RUNNING', 'SUCCEEDED'] })
    expect(writes).toBe(1)
  })

  it.each(FAILURES.map(failure => [failure.name, failure] as const))('carried out: %s', async (_name, failure) => {
    one.reset()
    const id = await request(one)
    expect(await counting(one, () => suffer(one, failure, id, 'doing'))).toBe(failure.done ? 1 : 0)
    const action = await bed.action('acme', id)
    expect(action).toMatchObject({ state: failure.done ? 'SUCCEEDED' : 'FAILED', undoable: failure.done })
    expect(one.holds()).toBe(failure.done)
    expect(action.error === null).toBe(failure.done)
    // Told the log once, however often it was sent anew.
    expect(action.log.filter(state => state === 'SUCCEEDED' || state === 'FAILED')).toHaveLength(1)
  })

  it.each(FAILURES.map(failure => [failure.name, failure] as const))('taken back: %s', async (_name, failure) => {
    one.reset()
    const id = await request(one)
    await suffer(one, FAILURES[0]!, id, 'doing')
    expect(one.holds()).toBe(true)
    expect(await bed.undo('acme', id)).toEqual([])
    expect(await counting(one, () => suffer(one, failure, id, 'undoing'))).toBe(failure.done ? 1 : 0)
    const action = await bed.action('acme', id)
    expect(action).toMatchObject({ state: failure.done ? 'UNDONE' : 'SUCCEEDED', undoable: !failure.done })
    expect(one.holds()).toBe(!failure.done)
    expect(action.error === null).toBe(failure.done)
  })
})
