import type { ConnectorDescription } from '@casbah/host'
import { scopesOf } from './describe.ts'
import type { VendorScope } from './connector.type.ts'

/**
 * What a version asks for beyond another: rights at the vendor by their names, hosts that requests and credentials may go
 * to as `host:<pattern>`, a label that the vendor tells as `*`, ways to sign in that are new or work otherwise as `auth:<name>`. All of it when nothing is known of the other.
 */
export function widening(
  slug: string,
  before: ConnectorDescription | null,
  after: ConnectorDescription,
): VendorScope[] {
  const scopes = new Set(before ? scopesOf(slug, before).map(({ scope }) => scope) : [])
  const hosts = new Set(before ? hostsOf(before) : [])
  const kinds = new Map((before?.card.auth ?? []).map(kind => [kind.name, core(kind)]))
  return [
    ...scopesOf(slug, after).filter(({ scope }) => !scopes.has(scope)),
    ...[...new Set(hostsOf(after))]
      .filter(host => !hosts.has(host))
      .map(host => ({ scope: `host:${host}`, reason: `Requests with credentials may go to ${host}.`, usedBy: [] })),
    ...after.card.auth
      .filter(kind => kinds.get(kind.name) !== core(kind))
      .map(({ name, title }) => ({
        scope: `auth:${name}`,
        reason: `Signs in by ${title} as it did not before.`,
        usedBy: [],
      })),
  ]
}

/** Whatever may be told stands in a host as `*`: nobody enters it, so that its coming is a widening, too. */
function hostsOf({ card: { hosts, baseUrl, found = {} } }: ConnectorDescription): string[] {
  const told = (host: string) =>
    host.replace(/\{(\w+)\}/g, (field, name: string) => (Object.hasOwn(found, name) ? '*' : field))
  return [...hosts, baseUrl].map(address => hostOf(told(address)))
}

const hostOf = (address: string) =>
  address
    .replace(/^https:\/\//, '')
    .replace(/[/:].*$/, '')
    .toLowerCase()

/** A way to sign in without the words that are only shown. */
const core = ({ fields, scheme }: ConnectorDescription['card']['auth'][number]) =>
  JSON.stringify([fields.map(({ name, secret, required = true }) => [name, secret, required]), sorted(scheme)])

/** Keys in order: the order in which an author writes them says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
