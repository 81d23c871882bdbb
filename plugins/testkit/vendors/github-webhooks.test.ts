import { createHost, loadConnectors, type HostedApp } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { githubDelivery, type GithubDelivery } from './github/delivery.ts'
import { MONDAY } from './testing.ts'

const SECRET = 'webhook-secret-of-acme'
const APP: HostedApp = {
  id: 'app-1',
  tenant: 'acme',
  connector: 'github',
  config: { org: 'acme', repositories: 'all' },
  authKind: 'token',
  credentials: { token: 'ghp_unused', webhookSecret: SECRET },
  connectedAt: MONDAY,
  backfillSince: null,
  epoch: 1,
}

const ABOUT = {
  sender: { login: 'ada', type: 'User' },
  organization: { login: 'acme' },
  repository: { full_name: 'acme/api' },
}
const made = (event: string, payload: object, secret: string | undefined = SECRET) =>
  githubDelivery(event, { ...ABOUT, ...payload }, { ...(secret && { secret }), time: MONDAY })

const host = createHost({
  connectors: await loadConnectors([new URL('../../../connectors/github', import.meta.url).pathname]),
  store: new MemoryStore(),
})
const receive = ({ headers, body }: GithubDelivery, app = APP) =>
  host.receive(app, 'webhooks', {
    method: 'POST',
    query: new URLSearchParams(),
    headers,
    body: new TextEncoder().encode(body),
  })

afterAll(() => host.close())

describe('what a webhook of GitHub pushes', () => {
  it.each([
    ['push', {}, 'repository.push'],
    ['repository', { action: 'publicized' }, 'repository.visibility'],
    ['organization', { action: 'member_removed', membership: { user: { login: 'ben' } } }, 'org.remove_member'],
    ['dependabot_alert', { action: 'created', alert: { number: 3 } }, 'vulnerability.detect'],
  ])('%s %j becomes %s, by whom and when', async (event, payload, action) => {
    const received = await receive(made(event, payload))
    expect(received).toMatchObject({
      kind: 'rows',
      quarantine: [],
      activities: [{ action, time: MONDAY, lane: 'live', actor: { id: 'ada' } }],
    })
  })

  it('has the same id when it is sent again', async () => {
    const [once, again] = [await receive(made('push', {})), await receive(made('push', {}))]
    const idOf = (one: typeof once) => one.kind === 'rows' && one.activities.map(({ vendorId }) => vendorId)
    expect(idOf(once)).toEqual([made('push', {}).headers['x-github-delivery']])
    expect(idOf(again)).toEqual(idOf(once))
  })

  it('keeps no secret that it carries', async () => {
    const received = await receive(
      made('secret_scanning_alert', { action: 'created', alert: { number: 4, secret: 'AKIA-leaked' } }),
    )
    expect(received).toMatchObject({ kind: 'rows', rows: 1 })
    expect(JSON.stringify(received)).not.toContain('AKIA-leaked')
  })

  it('is taken and none, when it only tests the webhook', async () =>
    expect(await receive(made('ping', { zen: 'Keep it simple.' }))).toMatchObject({
      rows: 1,
      activities: [],
      quarantine: [],
    }))

  const { headers, body } = made('push', {})
  it.each<[string, GithubDelivery]>([
    ['with another secret', made('push', {}, 'another')],
    ['without a signature', githubDelivery('push', ABOUT, { time: MONDAY })],
    ['changed on the way', { headers, body: body.replace('ada', 'eve') }],
  ])('%s is let in by nobody', async (_, delivery) => expect(await receive(delivery)).toMatchObject({ kind: 'forged' }))

  it('is refused by an app that has no secret for it', () =>
    expect(receive(made('push', {}), { ...APP, credentials: { token: 'ghp_unused' } })).rejects.toThrow(
      '"webhookSecret", by which pushed events are recognised, is missing',
    ))
})
