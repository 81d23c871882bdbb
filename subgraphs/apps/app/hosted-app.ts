import type { Tx } from '@casbah/kit'
import type { HostedApp } from '@casbah/host'
import type { Vault } from '../credential/vault.ts'
import { App } from './app.entity.ts'

/** A connected app with its credentials, as the host runs it; null when it is gone or has none. */
export async function hostedApp(tx: Tx, vault: Vault, id: string, epoch: number): Promise<HostedApp | null> {
  const app = await tx.em.findOne(App, { tenant: tx.tenant, id }, { disableIdentityMap: true })
  const kept = app && app.state !== 'DISCONNECTED' ? await vault.get(tx, id) : null
  if (!app || !kept) return null
  return {
    id,
    tenant: tx.tenant,
    connector: app.slug,
    config: app.config,
    authKind: app.authKind,
    credentials: kept.credentials,
    credentialsSince: kept.since,
    connectedAt: app.connectedAt.getTime(),
    backfillSince: app.backfillSince?.getTime() ?? null,
    epoch,
    reread: app.syncWish?.reread ?? null,
  }
}
