import { emailIn, translate, type ActivityDraft, type ActorDraft, type Outcome } from '@casbah/sdk'
import { z } from 'zod'
import { granteeOf, targetOf } from './target.ts'

const text = z.string().nullish()
const word = z.looseObject({ value: text, localizedValue: text }).nullish()

/** The fields of the activity log's events that are read. */
export const event = z.looseObject({
  eventDataId: z.string().min(1),
  eventTimestamp: z.string().min(1),
  operationName: z.looseObject({ value: z.string().regex(/\S/) }),
  operationId: text,
  resourceId: text,
  caller: text,
  claims: z.record(z.string(), z.unknown()).nullish(),
  authorization: z.looseObject({ action: text, role: text, scope: text }).nullish(),
  httpRequest: z.looseObject({ clientIpAddress: text }).nullish(),
  status: word,
  subStatus: word,
  level: text,
  properties: z.looseObject({}).nullish(),
})

export type Event = z.infer<typeof event>

/** What began, was accepted or goes on has no outcome yet: its own record tells how it ended. */
const OUTCOMES: Record<string, Outcome> = {
  succeeded: 'SUCCESS',
  success: 'SUCCESS',
  failed: 'FAILURE',
  failure: 'FAILURE',
}
export const outcomeOf = (status: string | null | undefined): Outcome =>
  translate(OUTCOMES, status?.toLowerCase()) ?? 'UNKNOWN'

export function eventActivity(row: Event): ActivityDraft {
  const outcome = outcomeOf(row.status?.value)
  const address = row.httpRequest?.clientIpAddress ?? claimIn(row.claims, 'ipaddr')
  return {
    vendorAction: actionOf(row.operationName.value),
    actor: callerOf(row.claims, row.caller),
    targets: [...granteeOf(row.properties), ...targetOf(row.resourceId)],
    outcome,
    outcomeReason: outcome === 'FAILURE' ? row.subStatus?.localizedValue || row.subStatus?.value : undefined,
    ip: address ? { address } : undefined,
    sessionId: claimIn(row.claims, 'sid'),
    severity: row.level === 'Critical' ? 'HIGH' : undefined,
    isAdmin: usesAdminRights(row.operationName.value, row.authorization?.role),
  }
}

/** The services do not agree on the case of their own words. */
export const actionOf = (operation: string) => operation.trim().toLowerCase()

/** A claim by its last word: short names and addresses are mixed, such as `.../identity/claims/objectidentifier`. */
export function claimIn(claims: Record<string, unknown> | null | undefined, ...names: string[]): string | undefined {
  const found = names.flatMap(name =>
    Object.entries(claims ?? {}).filter(([key]) => key === name || key.endsWith(`/${name}`)),
  )
  const [, value] = found.find(([, one]) => typeof one === 'string' && one !== '') ?? []
  return value as string | undefined
}

/** `caller` may be an address, an object's id or empty; the claims are what the other logs and the roles go by. */
export function callerOf(
  claims: Record<string, unknown> | null | undefined,
  caller?: string | null,
): ActorDraft | undefined {
  const name = claimIn(claims, 'upn', 'emailaddress', 'unique_name', 'name') ?? caller ?? undefined
  const app = claimIn(claims, 'appid')
  // An app is known by its object as everybody is, and by its own id where nothing else is told.
  const id =
    claimIn(claims, 'objectidentifier', 'oid') ?? (caller && !emailIn(caller) ? caller : name ? undefined : app)
  if (!id && !name) return undefined
  const isPerson = emailIn(name) !== undefined
  const isApp = claimIn(claims, 'idtyp') === 'app' || (!isPerson && app !== undefined)
  return {
    id: id?.toLowerCase(),
    email: emailIn(name),
    name: claimIn(claims, 'name') ?? name,
    // Services of Microsoft's own write their name, and have no object.
    kind: isApp ? 'service' : /^microsoft\./i.test(name ?? '') ? 'system' : 'user',
  }
}

const GIVING = /^(owner|user access administrator|role based access control administrator|subscription admin)/i

/** Who may give roles used them, or roles, policies and locks were changed, which takes such a role. */
export const usesAdminRights = (operation: string, role: string | null | undefined) =>
  GIVING.test(role ?? '') || /^microsoft\.authorization\/(?!policies\/).*\/(write|delete|action)$/i.test(operation)
