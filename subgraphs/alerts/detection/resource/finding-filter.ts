import { z } from 'zod'
import type { Predicate } from '../predicate/predicate.ts'
import { among, list } from '../threshold/event-filter.ts'
import { combine, fieldTest, refused } from './thing-tests.ts'

const fields = {
  app: list(z.string()),
  connector: list(z.string()),
  control: list(z.string()),
  category: list(z.string()),
  severity: list(z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])),
  framework: list(z.string()),
  status: list(z.enum(['PASS', 'FAIL', 'PARTIAL', 'CANNOT_TELL', 'NOT_APPLICABLE', 'MANUAL', 'ERROR'])),
  hasException: z.boolean().optional(),
  failingSince: refused(
    'a policy is told when a failure begins, so its beginning is always now. Leave it out; `findings` lists by it',
  ),
  resolvedAt: refused('a policy is told when a finding changes. Leave it out; `findings` lists by it'),
  lastChangedAt: refused(
    'a policy is told when a finding changes, so that is always now. Leave it out; `findings` lists by it',
  ),
  reopenedAtLeast: refused('a policy is not told how often a finding failed. Leave it out; `findings` lists by it'),
}

const base = z.strictObject(fields)

/** A FindingFilter that a policy judges findings by; fields must all hold, a list holds when any of its values does. */
export type FindingFilter = z.infer<typeof base> & { and?: FindingFilter[]; or?: FindingFilter[]; not?: FindingFilter }

export const findingFilter: z.ZodType<FindingFilter> = z.lazy(() =>
  z.strictObject({
    ...fields,
    and: z.array(findingFilter).optional(),
    or: z.array(findingFilter).min(1).optional(),
    not: findingFilter.optional(),
  }),
) as z.ZodType<FindingFilter>

/** What fails; meant when a filter names no status at all. */
const FAILING = ['FAIL', 'PARTIAL']

/** What a finding must be like to be meant by a policy: one that fails and has no exception, unless the filter speaks of these. */
export function findingPredicate(filter: FindingFilter): Predicate {
  const tests = [fieldsPredicate(filter)]
  if (!speaksOf(filter, 'status')) tests.push(...among('status', FAILING))
  if (!speaksOf(filter, 'hasException')) tests.push(...among('hasException', false))
  return { is: 'all', of: tests }
}

function fieldsPredicate(filter: FindingFilter): Predicate {
  const { framework } = filter
  return combine(
    [
      ...among('app', filter.app),
      ...among('connector', filter.connector),
      ...among('control', filter.control),
      ...among('category', filter.category),
      ...among('severity', filter.severity),
      ...(framework
        ? [fieldTest('framework', 'frameworks', 'in', framework, value => framework.includes(String(value)))]
        : []),
      ...among('status', filter.status),
      ...among('hasException', filter.hasException),
    ],
    filter,
    fieldsPredicate,
  )
}

function speaksOf(filter: FindingFilter, field: 'status' | 'hasException'): boolean {
  if (filter[field] !== undefined) return true
  return [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])].some(part =>
    speaksOf(part, field),
  )
}
