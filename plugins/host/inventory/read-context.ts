import type { Client } from '../client.ts'
import type { ConnectorDescription } from '../description.ts'
import type { Runner } from '../messages.ts'
import type { HostedApp } from '../ports.ts'

/** What reading of one app needs besides its streams' own. */
export interface ReadContext {
  app: HostedApp
  description: ConnectorDescription
  client: Client
  runner: Runner
  signal: AbortSignal
}
