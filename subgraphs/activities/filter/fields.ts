import type { StoredActivity } from '@casbah/kit'
import type { ExactField, FlagField, NumberField, TextField } from './condition.ts'

/** One field that can be filtered by: where it lies in the table and in memory. */
interface FilterField<Value> {
  column: string
  read(activity: StoredActivity): Value | null
}

export const EXACT: Record<ExactField, FilterField<string>> = {
  app: { column: 'a.app', read: activity => activity.app },
  connector: { column: 'a.connector', read: activity => activity.connector },
  severity: { column: 'a.severity', read: activity => activity.severity },
  outcome: { column: 'a.outcome', read: activity => activity.outcome },
  account: { column: 'a.actor_account', read: activity => activity.accountId },
  domain: { column: 'a.actor_domain', read: activity => domainOf(activity.actor?.email ?? null) },
  country: { column: 'a.country', read: activity => activity.ip?.country ?? null },
  tag: { column: 'a.network_tag', read: activity => activity.ip?.networkTag ?? null },
  session: { column: 'a.session_id', read: activity => activity.sessionId },
}

export const NUMBERS: Record<NumberField, FilterField<number>> = {
  class: { column: 'a.class_uid', read: activity => activity.classUid },
  asn: { column: 'a.asn', read: activity => activity.ip?.asn ?? null },
}

export const FLAGS: Record<FlagField, FilterField<boolean>> = {
  admin: { column: 'a.is_admin', read: activity => activity.isAdmin },
  impersonated: { column: 'a.is_impersonated', read: activity => activity.isImpersonated },
}

/** `lower`: stored in lower case already, so that an index can serve. */
export const TEXTS: Record<TextField, FilterField<string> & { lower: boolean }> = {
  action: { column: 'a.action', lower: true, read: activity => activity.action },
  vendorAction: { column: 'a.vendor_action', lower: false, read: activity => activity.vendorAction },
  email: { column: 'a.actor_email', lower: true, read: activity => activity.actor?.email ?? null },
  userAgent: { column: 'a.user_agent', lower: false, read: activity => activity.userAgent },
}

/** The part of an e-mail address behind the @. */
export function domainOf(email: string | null): string | null {
  return email === null ? null : email.slice(email.lastIndexOf('@') + 1)
}
