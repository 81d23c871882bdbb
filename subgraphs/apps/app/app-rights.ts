import type { ConnectorDescription, ScopeVerdict } from '@casbah/host'
import type { AppStream } from './app-stream.type.ts'
import type { Connector } from '../connector/connector.type.ts'
import type { ScopeCheck } from './app.type.ts'

/**
 * What is known of each right. What the vendor says now stands first; where it does not tell, a stream that has read has its rights, and one that was
 * refused lacks them. `refused` is the vendor's refusal of the credentials as a whole.
 */
export function checkRights(
  connector: Connector,
  description: ConnectorDescription,
  streams: AppStream[],
  verdicts: ScopeVerdict[],
  refused: string | null,
): ScopeCheck[] {
  return connector.requiredScopes.map(scope => {
    if (refused) return { scope, granted: false, remedy: refused }
    const said = verdicts.find(verdict => verdict.scope === scope.scope)?.granted ?? null
    if (said !== null) return { scope, granted: said, remedy: said ? null : remedyOf(description, scope.scope) }
    const users = description.streams.filter(stream => stream.scopes.includes(scope.scope))
    const seen = streams.filter(stream => users.some(({ name }) => name === stream.name))
    if (seen.some(({ lastError }) => lastError?.code === 'FORBIDDEN'))
      return { scope, granted: false, remedy: remedyOf(description, scope.scope) }
    const reads = seen.some(({ lastError, rows }) => !lastError && rows > 0)
    return { scope, granted: reads ? true : null, remedy: null }
  })
}

/** In the words of the vendor's console, where the connector has them. */
function remedyOf({ card }: ConnectorDescription, name: string): string {
  const remedy = card.scopes.find(({ scope }) => scope === name)?.remedy
  return remedy ?? `Grant ${name} to the credentials in the console of ${card.name}.`
}
