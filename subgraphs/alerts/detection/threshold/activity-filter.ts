import { BlockList, isIP } from 'node:net'
import type { StoredActivity } from '@casbah/kit'
import { z } from 'zod'
import { textMatches } from '../text-match.ts'

const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional()
const text = z
  .strictObject({
    in: list(z.string()),
    contains: z.string().optional(),
    startsWith: z.string().optional(),
    isSet: z.boolean().optional(),
  })
  .optional()

const cidr = z.string().refine(isCidr, 'must be a range such as 203.0.113.0/24')

/** Fields of the graph's ActivityFilter that can be judged event by event. */
const fields = {
  app: list(z.string()),
  connector: list(z.string()),
  action: text,
  vendorAction: text,
  classUid: list(z.int()),
  severity: list(z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])),
  actor: z
    .strictObject({ id: list(z.string()), user: list(z.string()), email: text, domain: list(z.string()) })
    .optional(),
  target: z.strictObject({ kind: list(z.string()), name: text, account: list(z.string()) }).optional(),
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
}

const base = z.strictObject(fields)

/** An ActivityFilter that a policy judges events by; fields must all hold, a list holds when any of its values does. */
export type EventFilter = z.infer<typeof base> & { and?: EventFilter[]; or?: EventFilter[]; not?: EventFilter }

export const eventFilter: z.ZodType<EventFilter> = z.lazy(() =>
  z.strictObject({
    ...fields,
    and: z.array(eventFilter).optional(),
    or: z.array(eventFilter).optional(),
    not: eventFilter.optional(),
  }),
) as z.ZodType<EventFilter>

type Test = (activity: StoredActivity) => boolean

/** Makes a filter ready: a test that costs only for the fields given. */
export function compileFilter(filter: EventFilter): Test {
  const tests: Test[] = []
  const { actor, target, ip } = filter
  const among = <T>(values: T[] | undefined, of: (activity: StoredActivity) => T | null | undefined) => {
    if (!values) return
    const set = new Set(values)
    tests.push(activity => {
      const value = of(activity)
      return value != null && set.has(value)
    })
  }
  const like = (wanted: EventFilter['action'], of: (activity: StoredActivity) => string | null | undefined) => {
    if (wanted) tests.push(activity => textMatches(wanted, of(activity)))
  }
  const is = (wanted: boolean | undefined, of: (activity: StoredActivity) => boolean) => {
    if (wanted !== undefined) tests.push(activity => of(activity) === wanted)
  }
  like(filter.action, activity => activity.action)
  like(filter.vendorAction, activity => activity.vendorAction)
  among(filter.outcome, activity => activity.outcome)
  among(filter.app, activity => activity.app)
  among(filter.connector, activity => activity.connector)
  among(filter.classUid, activity => activity.classUid)
  among(filter.severity, activity => activity.severity)
  among(filter.sessionId, activity => activity.sessionId)
  like(filter.userAgent, activity => activity.userAgent)
  is(filter.isAdmin, activity => activity.isAdmin)
  is(filter.isImpersonated, activity => activity.isImpersonated)
  among(actor?.id, activity => activity.accountId)
  among(actor?.user, activity => activity.userId)
  like(actor?.email, activity => activity.actor?.email)
  among(lower(actor?.domain), activity => activity.actor?.email?.split('@')[1]?.toLowerCase())
  among(ip?.address, activity => activity.ip?.address)
  among(ip?.country, activity => activity.ip?.country)
  among(ip?.asn, activity => activity.ip?.asn)
  among(ip?.tag, activity => activity.ip?.networkTag)
  if (ip?.cidr) tests.push(inRanges(ip.cidr))
  if (target) tests.push(activity => activity.targets.some((_, index) => targetMatches(target, activity, index)))
  for (const part of filter.and ?? []) tests.push(compileFilter(part))
  if (filter.or) {
    const any = filter.or.map(compileFilter)
    tests.push(activity => any.some(test => test(activity)))
  }
  if (filter.not) {
    const not = compileFilter(filter.not)
    tests.push(activity => !not(activity))
  }
  return activity => tests.every(test => test(activity))
}

const lower = (values: string[] | undefined) => values?.map(value => value.toLowerCase())

function targetMatches(wanted: NonNullable<EventFilter['target']>, activity: StoredActivity, index: number): boolean {
  const target = activity.targets[index]!
  const account = activity.targetAccountIds[index]
  if (wanted.kind && !wanted.kind.includes(target.kind)) return false
  if (wanted.account && !(account && wanted.account.includes(account))) return false
  return !wanted.name || textMatches(wanted.name, target.name) || textMatches(wanted.name, target.email)
}

function inRanges(ranges: string[]): Test {
  const blocks = new BlockList()
  for (const range of ranges) {
    const [address, bits] = range.split('/') as [string, string]
    blocks.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return ({ ip }) => ip !== null && blocks.check(ip.address, isIP(ip.address) === 6 ? 'ipv6' : 'ipv4')
}

function isCidr(value: string): boolean {
  const [address = '', bits = ''] = value.split('/')
  const version = isIP(address)
  return version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32)
}
