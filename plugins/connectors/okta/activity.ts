import {
  emailIn,
  translate,
  type ActivityDraft,
  type ActorDraft,
  type IpDraft,
  type Outcome,
  type Severity,
} from '@casbah/sdk'
import { usesAdminRights } from './admin-events.ts'
import { countryCode } from './countries.ts'
import type { LogEvent } from './log-event.ts'

/** What a LogEvent says, in our words. */
export function activityOf(row: LogEvent): ActivityDraft {
  const outcome = translate(OUTCOMES, row.outcome?.result) ?? 'UNKNOWN'
  return {
    vendorAction: row.eventType,
    actor: actor(row),
    targets: (row.target ?? []).map(target => ({
      kind: translate(TARGET_KINDS, target.type) ?? snake(target.type ?? 'unknown'),
      id: known(target.id),
      name: known(target.displayName),
      email: emailIn(target.alternateId),
    })),
    outcome,
    outcomeReason: outcome === 'SUCCESS' ? undefined : known(row.outcome?.reason),
    ip: ip(row),
    userAgent: known(row.client?.userAgent?.rawUserAgent),
    sessionId: known(row.authenticationContext?.externalSessionId),
    severity: translate(SEVERITIES, row.severity),
    isAdmin: usesAdminRights(row),
    isImpersonated: /^user\.session\.impersonation\.(initiate|extend|end)$/.test(row.eventType),
  }
}

const OUTCOMES: Record<string, Outcome> = {
  SUCCESS: 'SUCCESS',
  ALLOW: 'SUCCESS',
  FAILURE: 'FAILURE',
  DENY: 'FAILURE',
  RATE_LIMIT: 'FAILURE',
}

const SEVERITIES: Record<string, Severity> = {
  DEBUG: 'INFORMATIONAL',
  INFO: 'INFORMATIONAL',
  LOW: 'LOW',
  WARN: 'MEDIUM',
  MEDIUM: 'MEDIUM',
  ERROR: 'HIGH',
  HIGH: 'HIGH',
  CRITICAL: 'CRITICAL',
}

const TARGET_KINDS: Record<string, string> = {
  User: 'user',
  AppUser: 'app_user',
  AppInstance: 'app',
  UserGroup: 'group',
  PolicyEntity: 'policy',
  PolicyRule: 'policy_rule',
  AuthenticatorEnrollment: 'mfa_factor',
}

/** Threats by unknown clients name the address as actor: that is no account, and `client` has the address too. */
function actor({ actor }: LogEvent): ActorDraft | undefined {
  if (!actor || actor.type === 'IP address') return undefined
  return {
    id: known(actor.id),
    // What a stranger typed at sign-in comes here as well, even a password.
    email: emailIn(actor.alternateId),
    name: known(actor.displayName),
    kind: actor.type === 'User' ? 'user' : actor.type === 'SystemPrincipal' ? 'system' : 'service',
  }
}

function ip({ client, actor, securityContext }: LogEvent): IpDraft | undefined {
  const address = known(client?.ipAddress) ?? (actor?.type === 'IP address' ? known(actor.id) : undefined)
  if (!address) return undefined
  return {
    address,
    country: countryCode(client?.geographicalContext?.country),
    city: known(client?.geographicalContext?.city),
    asn: securityContext?.asNumber || undefined,
    isp: known(securityContext?.isp),
  }
}

/** Okta writes `unknown` where it knows nothing. */
const known = (value: string | null | undefined) => (value && value.toLowerCase() !== 'unknown' ? value : undefined)

const snake = (type: string) =>
  type
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toLowerCase()
