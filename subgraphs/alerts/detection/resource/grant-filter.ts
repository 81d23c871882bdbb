import { z } from 'zod'
import { pathOf } from '../predicate/path.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { among, like, list, text } from '../threshold/event-filter.ts'
import { lookAlikeOf } from './look-alike.ts'
import { rarityOf } from './rarity.ts'
import { aged, combine, dates, daysAgo, fieldTest, refused, within } from './thing-tests.ts'

const fields = {
  app: list(z.string()),
  connector: list(z.string()),
  account: list(z.string()),
  clientName: text,
  clientId: list(z.string()),
  /** Any right given. */
  scope: text,
  scopesAtLeast: z.int().min(1).optional(),
  risk: list(z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])),
  grantedAt: dates,
  grantedDaysAgo: daysAgo,
  /** Grants of the same client in the same app; one for the whole organisation counts as one. */
  grantedByAtLeast: z.int().min(1).optional(),
  grantedByAtMost: z.int().min(1).optional(),
  rarity: list(z.enum(['RARE', 'UNCOMMON', 'COMMON'])),
  publisher: text,
  /** Whether the client's name imitates a known app. */
  lookAlike: z.boolean().optional(),
  /** Whether the publisher's name imitates a known vendor. */
  publisherLookAlike: z.boolean().optional(),
  lastUsedAt: refused(
    'vendors do not tell with a grant when it was last used. Use `grantedDaysAgo`, or a policy of kind ACTIVITY on what the app does',
  ),
}

const base = z.strictObject(fields)

/** An OAuthGrantFilter that a policy judges grants by; fields must all hold, a list holds when any of its values does. */
export type GrantFilter = z.infer<typeof base> & { and?: GrantFilter[]; or?: GrantFilter[]; not?: GrantFilter }

export const grantFilter: z.ZodType<GrantFilter> = z.lazy(() =>
  z.strictObject({
    ...fields,
    and: z.array(grantFilter).optional(),
    or: z.array(grantFilter).min(1).optional(),
    not: grantFilter.optional(),
  }),
) as z.ZodType<GrantFilter>

/** What a grant must be like to be meant by a filter. */
export function grantPredicate(filter: GrantFilter): Predicate {
  const { scopesAtLeast, grantedByAtLeast, grantedByAtMost, rarity } = filter
  return combine(
    [
      ...among('app', filter.app),
      ...among('connector', filter.connector),
      ...among('account', filter.account),
      ...like('clientName', filter.clientName),
      ...among('clientId', filter.clientId),
      ...like('scope', filter.scope).map(test => ({ ...test, paths: SCOPES })),
      ...(scopesAtLeast ? [number('scopesAtLeast', 'scopeCount', '>=', scopesAtLeast)] : []),
      ...among('risk', filter.risk),
      ...within('grantedAt', filter.grantedAt),
      ...aged('grantedDaysAgo', 'grantedAt', filter.grantedDaysAgo),
      ...(grantedByAtLeast ? [number('grantedByAtLeast', 'grantedBy', '>=', grantedByAtLeast)] : []),
      ...(grantedByAtMost ? [number('grantedByAtMost', 'grantedBy', '<=', grantedByAtMost)] : []),
      ...(rarity
        ? [
            fieldTest('rarity', 'grantedBy', 'in', rarity, (value, root) =>
              rarity.includes(rarityOf(Number(value), (root as { accounts: number }).accounts)),
            ),
          ]
        : []),
      ...like('publisher', filter.publisher),
      ...imitates('lookAlike', 'clientName', filter.lookAlike),
      ...imitates('publisherLookAlike', 'publisher', filter.publisherLookAlike),
    ],
    filter,
    grantPredicate,
  )
}

const SCOPES = [pathOf('scopes')]

function number(field: string, at: string, operator: '>=' | '<=', limit: number) {
  return fieldTest(field, at, operator, limit, value =>
    operator === '>=' ? Number(value) >= limit : Number(value) <= limit,
  )
}

function imitates(field: string, at: string, wanted: boolean | undefined) {
  if (wanted === undefined) return []
  return [fieldTest(field, at, 'equals', wanted, value => (lookAlikeOf(String(value)) !== null) === wanted, !wanted)]
}
