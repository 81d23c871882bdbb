import type { ConnectorDescription } from '@casbah/host'
import { widening } from './widening.ts'

type Card = ConnectorDescription['card']

const token: Card['auth'][number] = {
  name: 'token',
  title: 'Token',
  instructions: '',
  fields: [{ name: 'token', title: 'Token', secret: true }],
  scheme: { type: 'header', header: 'authorization', value: '{token}' },
}
const card: Card = {
  slug: 'acme',
  name: 'Acme',
  vendor: 'Acme',
  config: {},
  baseUrl: 'https://api.acme.test/v1',
  hosts: ['api.acme.test'],
  auth: [token],
  limits: [],
  scopes: [{ scope: 'log.read', reason: 'Reads the log.', probed: false }],
}
const saying = (changes: Partial<Card>, more: Partial<ConnectorDescription> = {}): ConnectorDescription => ({
  card: { ...card, ...changes },
  streams: [],
  vocabulary: {},
  vocabularyCoverage: null,
  listings: [],
  reads: {},
  checks: [],
  actions: [],
  ...more,
})
const suspend = { name: 'suspend', title: 'Suspend', scope: 'users.write' } as ConnectorDescription['actions'][number]
const scope = (name: string) => ({ scope: name, reason: '', probed: false })

it.each([
  ['the same', saying({}), []],
  ['less', saying({ scopes: [], auth: [token] }), []],
  ['other words', saying({ auth: [{ ...token, title: 'Key', instructions: 'Make a key.' }] }), []],
  [
    'the same in another order',
    saying({ auth: [{ ...token, scheme: { value: '{token}', header: 'authorization', type: 'header' } }] }),
    [],
  ],
  ['another right', saying({ scopes: [...card.scopes, scope('users.read')] }), ['users.read']],
  ['a right for an action', saying({}, { actions: [suspend] }), ['users.write']],
  ['another host', saying({ hosts: [...card.hosts, '*.evil.test'] }), ['host:*.evil.test']],
  ['another base address', saying({ baseUrl: 'https://evil.test' }), ['host:evil.test']],
  ['another way to sign in', saying({ auth: [token, { ...token, name: 'key' }] }), ['auth:key']],
  [
    'a token sent otherwise',
    saying({ auth: [{ ...token, scheme: { type: 'header', header: 'x-token', value: '{token}' } }] }),
    ['auth:token'],
  ],
])('a version that asks for %s widens by %s', (_what, after, wider) => {
  expect(widening('acme', saying({}), after).map(one => one.scope)).toEqual(wider)
})

it('all counts when nothing is known of the version before', () => {
  const all = widening('acme', null, saying({})).map(one => one.scope)
  expect(all).toEqual(['log.read', 'host:api.acme.test', 'auth:token'])
})

it('a version that lets the vendor tell a label of a host widens by that host', () => {
  const hosts = ['log.{regions}.acme.test']
  const found = { regions: { read: 'regions', value: 'name', always: ['eu'] } }
  const names = (before: Card, after: Card) => widening('acme', saying(before), saying(after)).map(one => one.scope)
  expect(names({ ...card, hosts }, { ...card, hosts, found })).toEqual(['host:log.*.acme.test'])
  expect(names({ ...card, hosts, found }, { ...card, hosts, found })).toEqual([])
})
