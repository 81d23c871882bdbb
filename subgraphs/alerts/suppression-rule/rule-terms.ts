import { isCitation, type Citation } from '../detection/citation.ts'
import { addressOf, isWithin, networkOf } from '../detection/sigma/cidr.ts'
import type { Raisable } from '../alert/raisable.ts'

/** What a rule is about, by kind; those given must all hold, and one of a kind is enough. */
export interface RuleTerms {
  /** Ids of people who acted. */
  users: string[]
  /** Ids of logins that acted. */
  accounts: string[]
  apps: string[]
  /** Addresses, and networks such as `10.0.0.0/8`. */
  ips: string[]
  resources: string[]
  /** What vendors call what was done. */
  actions: string[]
}

export const TERM_KINDS = ['users', 'accounts', 'apps', 'ips', 'resources', 'actions'] as const
export const NO_TERMS: RuleTerms = { users: [], accounts: [], apps: [], ips: [], resources: [], actions: [] }

/** What a match is about, once for each activity that it cites, or once for the things that it found. */
export type Subject = Record<(typeof TERM_KINDS)[number], readonly string[]>

/** What a match is about; null when it cites what nobody could read yet, so that nothing can be said of it. */
export function subjectsOf({ match, event, touches }: Raisable): Subject[] | null {
  if (touches) {
    const of = (kind: string) => touches.flatMap(each => (each.kind === kind ? [each.value] : []))
    const apps = [...new Set([event.activity.app, ...of('app')])]
    return [{ users: of('user'), accounts: of('account'), apps, ips: [], resources: of('resource'), actions: [] }]
  }
  const whole = match.cited.filter(isCitation)
  return whole.length && whole.length === match.cited.length ? whole.map(subjectOf) : null
}

function subjectOf({ userId, accountId, app, ip, targetResourceIds = [], vendorAction }: Citation): Subject {
  return {
    users: userId ? [userId] : [],
    accounts: accountId ? [accountId] : [],
    apps: [app],
    ips: ip ? [ip.address] : [],
    resources: targetResourceIds.filter(id => id !== null),
    actions: [vendorAction],
  }
}

/**
 * Makes the test of some terms. It holds when everything that a match is about is meant: of an alert that cites Ann and Bob, a rule about
 * Ann keeps nothing.
 */
export function coverage(terms: RuleTerms): (subjects: readonly Subject[]) => boolean {
  const given = TERM_KINDS.filter(kind => terms[kind].length).map(kind => {
    const is = kind === 'ips' ? amongNetworks(terms.ips) : among(terms[kind])
    return (subject: Subject) => subject[kind].length > 0 && subject[kind].every(is)
  })
  return subjects => given.length > 0 && subjects.every(subject => given.every(holds => holds(subject)))
}

function among(values: readonly string[]): (value: string) => boolean {
  const set = new Set(values)
  return value => set.has(value)
}

function amongNetworks(texts: readonly string[]): (value: string) => boolean {
  const networks = texts.flatMap(text => networkOf(text) ?? [])
  return value => {
    const address = addressOf(value)
    return address !== null && networks.some(network => isWithin(network, address))
  }
}
