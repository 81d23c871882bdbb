import { randomUUID } from 'node:crypto'
import { userError, type CollectedActivity, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid, uuidFrom } from '../uuid.ts'
import type { Step } from './scenario.ts'
import { SCENARIOS, type AttackScenario } from './scenarios.ts'

/** OCSF class and activity of the actions that scenarios use. */
const MEANINGS: Record<string, [classUid: number, activityId: number]> = {
  'user.login': [3002, 1],
  'app.login': [3002, 1],
  'mfa.challenge': [3002, 99],
  'file.download': [6006, 2],
  'file.update': [6006, 3],
  'file.delete': [6006, 4],
  'logging.disable': [6003, 4],
}

interface Victim {
  app: string
  connector: string
  external_id: string
  email: string | null
  display_name: string | null
}

export interface Simulated {
  startedAt: Date | null
  userErrors: UserErrorData[]
}

/** Plays an attack on an account: activities marked as simulated go the way of any other. The last one is as of `now`. */
export async function simulate(
  tx: Tx,
  scenario: AttackScenario,
  account: string,
  key: string | null | undefined,
  now: number,
): Promise<Simulated> {
  const [victim] = isUuid(account)
    ? await tx.query<Victim>(
        `select c.app::text, a.connector, c.external_id, c.email, c.display_name from apps.account c
         join apps.app a on a.tenant = c.tenant and a.id = c.app where c.tenant = $1 and c.id = $2 and a.state <> 'DISCONNECTED'`,
        [tx.tenant, account],
      )
    : []
  if (!victim) {
    const message = 'There is no account with this id in a connected app. List them with `accounts`.'
    return { startedAt: null, userErrors: [userError('NOT_FOUND', message, ['input', 'account'])] }
  }
  const steps = SCENARIOS[scenario]
  const start = now - Math.max(...steps.map(step => step.after)) * 1000
  const run = key ?? randomUUID()
  tx.append(
    'activity.collected',
    steps.map((step, index) => played(tx.tenant, victim, scenario, step, { run, index, start, now })),
  )
  return { startedAt: new Date(start), userErrors: [] }
}

function played(
  tenant: string,
  victim: Victim,
  scenario: AttackScenario,
  step: Step,
  { run, index, start, now }: { run: string; index: number; start: number; now: number },
): CollectedActivity {
  const vendorId = `${scenario}:${run}:${index}`
  const [classUid, activityId] = MEANINGS[step.action]!
  const actor = step.onAnother
    ? { id: null, email: `nobody-${index}@simulated.invalid`, name: `nobody-${index}`, kind: 'user' as const }
    : {
        id: victim.external_id,
        email: victim.email,
        name: victim.display_name ?? victim.external_id,
        kind: 'user' as const,
      }
  const activity = {
    id: uuidFrom(tenant, victim.app, 'simulation', vendorId, 0),
    app: victim.app,
    connector: victim.connector,
    stream: 'simulation',
    vendorId,
    part: 0,
    time: start + step.after * 1000,
    observedAt: now,
    lane: 'live' as const,
    isSimulated: true,
    action: step.action,
    vendorAction: `simulated:${step.action}`,
    classUid,
    activityId,
    severity: 'INFORMATIONAL' as const,
    outcome: step.outcome,
    outcomeReason: step.outcome === 'FAILURE' ? 'simulated' : null,
    actor,
    targets: step.target ? [{ ...step.target, id: null, email: null }] : [],
    ip: { ...step.from, asn: null, isp: null },
    userAgent: step.userAgent ?? null,
    sessionId: step.sessionId ? `${step.sessionId}-${run}` : null,
    isAdmin: step.isAdmin ?? false,
    isImpersonated: false,
  }
  return { type: 'activity', ...activity, raw: JSON.stringify({ simulation: scenario, step: index, ...activity }) }
}
