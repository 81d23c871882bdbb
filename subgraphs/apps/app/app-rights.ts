import type { ConnectorDescription } from '@casbah/host'
import type { AppStream } from './app-stream.type.ts'
import type { Connector } from '../connector/connector.type.ts'
import type { ScopeCheck } from './app.type.ts'

/**
 * What is known of each right: a stream that has read has its rights; one that was refused lacks them; of the rest the vendor has
 * not told. `refused` is the vendor's refusal of the credentials as a whole.
 */
export function checkRights(
  connector: Connector,
  description: ConnectorDescription,
  streams: AppStream[],
  refused: string | null,
): ScopeCheck[] {
  return connector.requiredScopes.map(scope => {
    if (refused) return { scope, granted: false, remedy: refused }
    const users = description.streams.filter(stream => stream.scopes.includes(scope.scope))
    const seen = streams.filter(stream => users.some(({ name }) => name === stream.name))
    const denied = seen.find(({ lastError }) => lastError?.code === 'FORBIDDEN')
    if (denied) return { scope, granted: false, remedy: denied.lastError!.message }
    const reads = seen.some(({ lastError, rows }) => !lastError && rows > 0)
    return { scope, granted: reads ? true : null, remedy: null }
  })
}
