import { BlockList, isIP } from 'node:net'
import type { StoredActivity } from '@casbah/kit'
import { z } from 'zod'
import { pathOf } from '../predicate/path.ts'
import type { FieldTest, Hint, Predicate } from '../predicate/predicate.ts'
import { textMatches } from '../text-match.ts'

export const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional()
export const text = z
  .strictObject({
    in: list(z.string()),
    contains: z.string().optional(),
    startsWith: z.string().optional(),
    isSet: z.boolean().optional(),
  })
  .optional()

const cidr = z.string().refine(isCidr, 'must be a range such as 203.0.113.0/24')

const GROUP =
  'Which groups an account is in is not told by its activities. Name the accounts in `actor.id`, or leave it out and look at the account that the alert names'

const moment = z.iso.datetime({ offset: true, error: 'must be a moment such as 2027-03-01T09:30:00Z' }).optional()

/** Fields of the graph's ActivityFilter; all but groups can be judged event by event. */
const fields = {
  app: list(z.string()),
  connector: list(z.string()),
  action: text,
  vendorAction: text,
  classUid: list(z.int()),
  severity: list(z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])),
  actor: z
    .strictObject({
      id: list(z.string()),
      user: list(z.string()),
      email: text,
      domain: list(z.string()),
      group: z.never(GROUP).optional(),
    })
    .optional(),
  target: z
    .strictObject({ kind: list(z.string()), name: text, account: list(z.string()), resource: list(z.string()) })
    .optional(),
  ip: z
    .strictObject({
      address: list(z.string()),
      cidr: list(cidr),
      country: list(z.string()),
      asn: list(z.int()),
      tag: list(z.enum(['CORPORATE', 'ADMINISTRATIVE', 'VPN', 'PROXY', 'TOR', 'CLOUD', 'RISKY'])),
    })
    .optional(),
  userAgent: text,
  sessionId: list(z.string()),
  outcome: list(z.enum(['SUCCESS', 'FAILURE', 'UNKNOWN'])),
  isAdmin: z.boolean().optional(),
  isImpersonated: z.boolean().optional(),
  time: z.strictObject({ since: moment, until: moment }).optional(),
  text: z.string().max(1_000).optional(),
}

const base = z.strictObject(fields)

/** An ActivityFilter that a policy judges events by; fields must all hold, a list holds when any of its values does. */
export type EventFilter = z.infer<typeof base> & { and?: EventFilter[]; or?: EventFilter[]; not?: EventFilter }

type TextFilter = NonNullable<EventFilter['action']>

export const eventFilter: z.ZodType<EventFilter> = z.lazy(() =>
  z.strictObject({
    ...fields,
    and: z.array(eventFilter).optional(),
    or: z.array(eventFilter).optional(),
    not: eventFilter.optional(),
  }),
) as z.ZodType<EventFilter>

/** What an activity must be like to be meant by a filter. */
export function filterPredicate(filter: EventFilter): Predicate {
  const { actor, target, ip } = filter
  const parts: Predicate[] = [
    ...like('action', filter.action),
    ...like('vendorAction', filter.vendorAction),
    ...among('outcome', filter.outcome),
    ...among('app', filter.app),
    ...among('connector', filter.connector),
    ...among('classUid', filter.classUid),
    ...among('severity', filter.severity),
    ...among('sessionId', filter.sessionId),
    ...like('userAgent', filter.userAgent),
    ...among('isAdmin', filter.isAdmin),
    ...among('isImpersonated', filter.isImpersonated),
    ...among('actor.id', actor?.id, 'accountId'),
    ...among('actor.user', actor?.user, 'userId'),
    ...like('actor.email', actor?.email),
    ...(actor?.domain ? [domain(actor.domain)] : []),
    ...among('ip.address', ip?.address),
    ...among('ip.country', ip?.country),
    ...among('ip.asn', ip?.asn),
    ...among('ip.tag', ip?.tag, 'ip.networkTag'),
    ...(ip?.cidr ? [inRanges(ip.cidr)] : []),
    ...(target ? [targetTest(target)] : []),
    ...(filter.time ? [inSpan(filter.time)] : []),
    ...words(filter.text),
    ...(filter.and ?? []).map(filterPredicate),
  ]
  if (filter.or) parts.push({ is: 'any', of: filter.or.map(filterPredicate) })
  if (filter.not) parts.push({ is: 'not', of: filterPredicate(filter.not) })
  return { is: 'all', of: parts }
}

type Scalar = string | number | boolean

/** One of some values; `at` is where the activity has it, when not under the filter's name. */
export function among(field: string, wanted: Scalar | Scalar[] | undefined, at = field): FieldTest[] {
  if (wanted === undefined) return []
  const values = Array.isArray(wanted) ? wanted : [wanted]
  const set = new Set<unknown>(values)
  return [
    {
      is: 'field',
      field,
      paths: [pathOf(at)],
      operator: Array.isArray(wanted) ? 'in' : 'equals',
      expected: wanted,
      test: value => set.has(value),
      absent: false,
      hints: values.map(value => ({ is: 'equals', text: String(value).toLowerCase() })),
    },
  ]
}

export function like(field: string, wanted: TextFilter | undefined): FieldTest[] {
  if (!wanted) return []
  const [operator, expected] = spell(wanted)
  return [
    {
      is: 'field',
      field,
      paths: [pathOf(field)],
      operator,
      expected,
      test: value => textMatches(wanted, String(value)),
      absent: textMatches(wanted, null),
      hints: hintsOf(wanted),
    },
  ]
}

function hintsOf({ in: among, contains, startsWith }: TextFilter): Hint[] | null {
  if (among) return among.map(text => ({ is: 'equals', text: text.toLowerCase() }))
  const part = contains ?? startsWith
  return part === undefined ? null : [{ is: 'contains', text: part.toLowerCase() }]
}

function spell(wanted: TextFilter): [operator: string, expected: unknown] {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
  return given.length === 1 ? given[0]! : ['matches', wanted]
}

function domain(wanted: string[]): FieldTest {
  const domains = new Set(wanted.map(each => each.toLowerCase()))
  return {
    is: 'field',
    field: 'actor.domain',
    paths: [pathOf('actor.email')],
    operator: 'in',
    expected: wanted,
    test: value => domains.has(String(value).split('@')[1]?.toLowerCase() ?? ''),
    absent: false,
    hints: [...domains].map(text => ({ is: 'contains', text })),
  }
}

function inRanges(ranges: string[]): FieldTest {
  const blocks = new BlockList()
  for (const range of ranges) {
    const [address, bits] = range.split('/') as [string, string]
    blocks.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return {
    is: 'field',
    field: 'ip.cidr',
    paths: [pathOf('ip.address')],
    operator: 'cidr',
    expected: ranges,
    test: value => blocks.check(String(value), isIP(String(value)) === 6 ? 'ipv6' : 'ipv4'),
    absent: false,
    hints: null,
  }
}

/** One target that is all that is wanted. */
function targetTest(wanted: NonNullable<EventFilter['target']>): FieldTest {
  return {
    is: 'field',
    field: 'target',
    paths: [pathOf('targets')],
    operator: 'matches',
    expected: wanted,
    test: (value, root) => targetMatches(wanted, root as StoredActivity, value as StoredActivity['targets'][number]),
    absent: false,
    hints: null,
  }
}

function targetMatches(
  wanted: NonNullable<EventFilter['target']>,
  activity: StoredActivity,
  target: StoredActivity['targets'][number],
): boolean {
  const index = activity.targets.indexOf(target)
  const account = activity.targetAccountIds[index]
  const resource = activity.targetResourceIds?.[index]
  if (wanted.kind && !wanted.kind.includes(target.kind)) return false
  if (wanted.account && !(account && wanted.account.includes(account))) return false
  if (wanted.resource && !(resource && wanted.resource.includes(resource))) return false
  return !wanted.name || textMatches(wanted.name, target.name) || textMatches(wanted.name, target.email)
}

function inSpan(wanted: NonNullable<EventFilter['time']>): FieldTest {
  const since = wanted.since === undefined ? -Infinity : Date.parse(wanted.since)
  const until = wanted.until === undefined ? Infinity : Date.parse(wanted.until)
  return {
    is: 'field',
    field: 'time',
    paths: [pathOf('time')],
    operator: 'within',
    expected: wanted,
    test: value => (value as number) >= since && (value as number) < until,
    absent: false,
    hints: null,
  }
}

/** Words that all occur in the raw event or in the actor's names. What is told of it is the action: raw events are not for all to read. */
function words(text: string | undefined): FieldTest[] {
  const wanted = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  if (!wanted.length) return []
  return [
    {
      is: 'field',
      field: 'text',
      paths: [pathOf('vendorAction')],
      operator: 'words',
      expected: text,
      test: (_, root) => {
        const { raw, actor } = root as StoredActivity
        const texts = [raw, actor?.name ?? '', actor?.email ?? ''].map(each => each.toLowerCase())
        return wanted.every(word => texts.some(each => each.includes(word)))
      },
      absent: false,
      hints: null,
    },
  ]
}

function isCidr(value: string): boolean {
  const [address = '', bits = ''] = value.split('/')
  const version = isIP(address)
  return version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32)
}
