import { translate, type ActivityDraft, type ActorDraft, type IpDraft, type Outcome, type Severity } from '@casbah/sdk'
import type { ActivityEvent, ActivityRow } from './activity-row.ts'
import { known, valuesOf } from './parameters.ts'
import { targetsOf } from './targets.ts'

/** One item holds several events, each an activity of its own; the application's name stands before the event's, since names repeat. */
export function activitiesOf(stream: string, row: ActivityRow): ActivityDraft[] {
  const application = known(row.id.applicationName) ?? stream
  return row.events.map(event => {
    const values = valuesOf(event)
    const outcome = outcomeOf(application, event, values)
    return {
      vendorAction: `${application}.${event.name}`,
      actor: actorOf(row, application, values),
      targets: targetsOf(application, values, row.resourceDetails ?? []),
      outcome,
      outcomeReason: outcome === 'SUCCESS' ? undefined : reasonOf(event, values),
      ip: ipOf(row),
      userAgent: values.text('user_agent', 'USER_AGENT', 'DEVICE_USER_AGENT'),
      sessionId: values.text('session_id', 'SESSION_ID'),
      severity: SEVERITIES[(values.text('severity', 'SEVERITY') ?? '').toUpperCase()],
      isAdmin: application === 'admin' && row.actor?.callerType !== 'KEY' && !!known(row.actor?.email),
      isImpersonated: row.actor?.applicationInfo?.impersonation === true,
    }
  })
}

type Values = ReturnType<typeof valuesOf>

const SEVERITIES: Record<string, Severity> = {
  LOW: 'LOW',
  MEDIUM: 'MEDIUM',
  HIGH: 'HIGH',
  CRITICAL: 'CRITICAL',
}

const STATUSES: Record<string, Outcome> = {
  SUCCEEDED: 'SUCCESS',
  SUCCEEDED_WITH_WARNINGS: 'SUCCESS',
  FAILED: 'FAILURE',
  SKIPPED: 'FAILURE',
}

/** Events that say by their name that something was refused or went wrong. */
const REFUSED =
  /failure|_failed$|_unsuccessful$|^FAILED_|_FAILED$|_FAILURE(?:_EVENT)?$|^ACCESS_DENY|^(?:risky_sensitive_action|sharing|access)_blocked$/

function outcomeOf(application: string, { name, status }: ActivityEvent, values: Values): Outcome {
  const said = translate(STATUSES, status?.eventStatus)
  if (said) return said
  // A challenge tells how it ended; one that did not end has no outcome.
  if (/^login_(challenge|verification)$/.test(name)) {
    const challenge = values.text('login_challenge_status')?.toLowerCase()
    if (!challenge) return 'UNKNOWN'
    return /fail|incomplete/.test(challenge) ? 'FAILURE' : 'SUCCESS'
  }
  if (application === 'rules' && /block/i.test(values.text('rule_action', 'triggered_actions') ?? '')) return 'FAILURE'
  return REFUSED.test(name) ? 'FAILURE' : 'SUCCESS'
}

function reasonOf({ status }: ActivityEvent, values: Values): string | undefined {
  return (
    known(status?.errorMessage) ??
    known(status?.errorCode) ??
    values.text('login_failure_type', 'failure_type', 'login_challenge_status', 'saml_status_code', 'EVENT_REASON') ??
    values.text('CAA_ACCESS_LEVEL_UNSATISFIED', 'FAILED_PASSWD_ATTEMPTS', 'triggered_actions')
  )
}

/** Stands for "nobody of this organisation". */
const PLACEHOLDER = '105250506097979753968'

function actorOf({ actor }: ActivityRow, application: string, values: Values): ActorDraft | undefined {
  const email = known(actor?.email) ?? (application === 'mobile' ? values.text('USER_EMAIL') : undefined)
  const id = known(actor?.profileId)
  const app = actor?.applicationInfo
  // What a robot or a delegated app did by itself; one that acts in a person's name is that person, impersonated.
  const isService = actor?.callerType === 'KEY' || (!email && !!app)
  if (!isService) {
    if (!email && (!id || id === PLACEHOLDER)) return undefined
    return { id: id === PLACEHOLDER ? undefined : id, email, kind: 'user' }
  }
  const key = known(actor?.key)
  return {
    id: known(app?.oauthClientId) ?? key ?? (id === PLACEHOLDER ? undefined : id),
    email,
    name: known(app?.applicationName) ?? key,
    kind: key === 'SYSTEM' ? 'system' : 'service',
  }
}

function ipOf({ ipAddress, networkInfo }: ActivityRow): IpDraft | undefined {
  const address = known(ipAddress)
  if (!address) return undefined
  return { address, country: known(networkInfo?.regionCode), asn: networkInfo?.ipAsn?.[0] }
}
