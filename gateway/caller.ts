import type { Caller } from '@casbah/kit'

/** The gateway on nobody's behalf: it asks whether a subgraph is there, and brings strangers to a door. No tenant, no scope. */
export const GATEWAY_ITSELF: Caller = {
  tenant: null,
  scopes: [],
  actor: { kind: 'SYSTEM', id: null, name: 'gateway', email: null },
  expiresAt: null,
}
