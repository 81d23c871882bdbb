import { createHash } from 'node:crypto'
import type { Caller, Tx } from '@casbah/kit'
import type { Credentials, Vault } from '../credential/vault.ts'

/** Minutes that an administrator has at the vendor. */
export const CONSENT_MINUTES = 10

/** Who asked for a consent, and until when he may. */
export interface ConsentActor {
  kind: Caller['actor']['kind']
  id: string | null
  expiresAt: number | null
}

/** What the app is to become once the vendor has consented. */
export interface Pending {
  verifier: string
  redirectUri: string
  name: string
  config: Record<string, unknown>
  authKind: string
  credentials: Credentials
}

/** Notes a consent that is awaited, in place of an earlier one of the app; what has expired is forgotten. Of the state only a hash is kept. */
export async function keepPending(
  tx: Tx,
  vault: Vault,
  app: string,
  state: string,
  { actor, pending, now }: { actor: ConsentActor; pending: Pending; now: number },
): Promise<void> {
  await tx.query('delete from apps.consent where tenant = $1 and (app = $2 or expires_at < $3)', [
    tx.tenant,
    app,
    new Date(now),
  ])
  await tx.query(
    `insert into apps.consent (tenant, app, state_hash, actor, sealed, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [
      tx.tenant,
      app,
      hashOf(state),
      JSON.stringify(actor),
      vault.seal(tx.tenant, consentOf(app), pending),
      new Date(now + CONSENT_MINUTES * 60_000),
    ],
  )
}

/** What was sealed for an app's consent. */
export function openPending(vault: Vault, tenant: string, app: string, sealed: Buffer): Pending {
  return vault.open<Pending>(tenant, consentOf(app), sealed)
}

export function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}

const consentOf = (app: string) => `${app} consent`
