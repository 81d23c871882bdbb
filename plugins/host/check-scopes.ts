import { HostError } from './host-error.ts'
import type { ReadContext } from './inventory/read-context.ts'

/** Whether the vendor gives one right. */
export interface ScopeVerdict {
  scope: string
  /** Null when nobody tells. */
  granted: boolean | null
}

const PATIENCE_MS = 20_000

/**
 * Asks the vendor which of these rights the credentials have: by the header of the probe's answer, else by what the token says, else by the right's own
 * probe. Rejects with a HostError when the credentials are no good at all.
 */
export async function checkScopes(context: ReadContext, wanted: readonly string[]): Promise<ScopeVerdict[]> {
  const { app, client, runner, signal, description } = context
  const { grantedScopes, scopes } = description.card
  const probe = await runner.ask('probe', { config: app.config })
  // Refused for want of a right, the probe still lists the rights that are there.
  const { headers } = await client
    .ask(probe, { signal, patienceMs: PATIENCE_MS, answers: [403, 404] })
    .catch((error: unknown) => {
      if (refused(error, signal) === false) return { headers: {} as Record<string, string> }
      throw error
    })
  const listed = typeof grantedScopes === 'object' ? headers[grantedScopes.header.toLowerCase()] : undefined
  const separator = (typeof grantedScopes === 'object' && grantedScopes.separator) || ','
  const byHeader = listed === undefined ? null : listed.split(separator).map(one => one.trim())
  const byToken =
    byHeader === null && grantedScopes === 'token' && !client.signIn.byScopes
      ? await client.signIn.granted([], signal)
      : null
  const granted = byHeader ?? byToken
  const verdicts: ScopeVerdict[] = []
  for (const scope of wanted) {
    const known = scopes.find(one => one.scope === scope)
    const holds = (list: readonly string[]) => [scope, ...(known?.includedIn ?? [])].some(one => list.includes(one))
    if (granted) verdicts.push({ scope, granted: holds(granted) })
    else if (client.signIn.byScopes) verdicts.push({ scope, granted: await byAsking(context, scope) })
    else verdicts.push({ scope, granted: known?.probed ? await byProbe(context, scope) : null })
  }
  return verdicts
}

/** A vendor that is asked for a token with this right alone refuses what was not allowed. */
async function byAsking({ client, signal }: ReadContext, scope: string): Promise<boolean | null> {
  try {
    const given = await client.signIn.granted([scope], signal)
    return given === null || given.includes(scope)
  } catch (error) {
    return refused(error, signal)
  }
}

async function byProbe({ app, client, runner, signal }: ReadContext, scope: string): Promise<boolean | null> {
  try {
    const request = await runner.ask('scopeProbe', { scope, config: app.config })
    await client.ask(request, { signal, patienceMs: PATIENCE_MS, scopes: [scope] })
    return true
  } catch (error) {
    return refused(error, signal)
  }
}

/** A refusal tells; any other failure does not. */
function refused(error: unknown, signal: AbortSignal): false | null {
  signal.throwIfAborted()
  if (!(error instanceof HostError)) throw error
  return error.problem.code === 'FORBIDDEN' || error.status === 404 ? false : null
}
