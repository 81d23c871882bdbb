import type { AccessDraft } from '@casbah/sdk'

/** How far a resource can be seen, from the least to the most. */
export type Exposure = 'PRIVATE' | 'INTERNAL' | 'EXTERNAL' | 'PUBLIC_LINK' | 'PUBLIC'

/** Grants of access as far as exposure follows from them: small plain data that can be judged again when the organisation's domains change. */
export interface Audience {
  /** `anyone`: search engines included; `link`: whoever has the address. */
  open?: 'anyone' | 'link'
  /** Somebody of the organisation besides the owner. */
  inside?: true
  /** Somebody known to be outside. */
  outside?: true
  /** Mail domains of all others, lower case; without repeats, the first hundred. */
  domains?: string[]
}

/** Whether an account that is named by its vendor id or e-mail address belongs to somebody outside; undefined for one that is not known. */
export type KnownPeople = (name: string) => boolean | undefined

const MOST_DOMAINS = 100
const MOST_SHOWN = 100

/** Hosts of personal mail: whoever has such an address, it is not the organisation's. */
export const PERSONAL_MAIL: ReadonlySet<string> = new Set([
  'aol.com',
  'fastmail.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'orange.fr',
  'outlook.com',
  'pm.me',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'web.de',
  'yahoo.co.jp',
  'yahoo.co.uk',
  'yahoo.com',
  'yandex.ru',
  '163.com',
])

/** What grants of access say of who can see a resource, and with whom it is shared: addresses, domains and groups, the first hundred. */
export function audienceOf(
  access: readonly AccessDraft[],
  owner: string | undefined,
  known: KnownPeople,
): { audience: Audience; sharedWith: string[] } {
  const audience: Audience = {}
  const domains = new Set<string>()
  const shared = new Set<string>()
  for (const { to, name: given, isExternal, role } of access) {
    const name = given?.trim()
    if (to === 'anyone') audience.open = 'anyone'
    else if (to === 'link') audience.open ??= 'link'
    else if (to === 'organisation') audience.inside = true
    else {
      if (role === 'OWN' && (name === undefined || owner === undefined || same(name, owner))) continue
      if (name && owner !== undefined && to === 'user' && same(name, owner)) continue
      if (name) shared.add(name.includes('@') || to === 'domain' ? name.toLowerCase() : name)
      const outside = isExternal ?? (to === 'user' && name ? known(name) : undefined)
      const domain = to === 'domain' ? name?.toLowerCase() : domainOf(name)
      if (outside === true) audience.outside = true
      else if (outside === false || !domain) audience.inside = true
      else if (domains.size < MOST_DOMAINS) domains.add(domain)
    }
  }
  if (domains.size > 0) audience.domains = [...domains].sort()
  return { audience, sharedWith: [...shared].slice(0, MOST_SHOWN) }
}

/** How far a resource can be seen; `own` are the organisation's domains in lower case, whose subdomains are its own too. */
export function exposureOf({ open, inside, outside, domains = [] }: Audience, own: ReadonlySet<string>): Exposure {
  if (open) return open === 'anyone' ? 'PUBLIC' : 'PUBLIC_LINK'
  if (outside || domains.some(domain => !isOwn(domain, own))) return 'EXTERNAL'
  return inside || domains.length > 0 ? 'INTERNAL' : 'PRIVATE'
}

/**
 * Domains outside the organisation that a resource is shared with, the first hundred; of addresses that the vendor itself says are inside or
 * outside, too.
 */
export function outsideDomainsOf(
  audience: Audience,
  sharedWith: readonly string[],
  own: ReadonlySet<string>,
): string[] {
  const domains = new Set(audience.domains)
  for (const name of sharedWith) {
    const domain = domainOf(name)
    if (domain) domains.add(domain)
  }
  return [...domains].filter(domain => !isOwn(domain, own)).slice(0, MOST_DOMAINS)
}

function isOwn(domain: string, own: ReadonlySet<string>): boolean {
  if (PERSONAL_MAIL.has(domain)) return false
  for (let rest = domain; ;) {
    if (own.has(rest)) return true
    const dot = rest.indexOf('.')
    if (dot < 0) return false
    rest = rest.slice(dot + 1)
  }
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

function domainOf(name: string | undefined): string | undefined {
  const sign = name?.lastIndexOf('@') ?? -1
  return sign >= 0 ? name?.slice(sign + 1).toLowerCase() || undefined : undefined
}
