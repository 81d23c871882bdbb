import { CasbahError, type Tx } from '@casbah/kit'

/** Keeps the lease from changing hands until the transaction ends; refused when it already has. */
export async function holdLease(tx: Tx, { app, epoch }: { app: string; epoch: number }): Promise<void> {
  const [held] = await tx.query(
    'select 1 from apps.app_lease where app = $1 and epoch = $2 and tenant = $3 for share',
    [app, epoch, tx.tenant],
  )
  if (!held) throw leaseLost(app)
}

export function leaseLost(app: string) {
  return new CasbahError('LEASE_LOST', `Another host has taken over app ${app}; this one stops running it.`)
}

/** Keeps the app from being disconnected until the transaction ends; refused when it already is: what was collected of it may be going. */
export async function holdConnected(tx: Tx, app: string): Promise<void> {
  const [held] = await tx.query(
    `select 1 from apps.app where tenant = $1 and id = $2 and state <> 'DISCONNECTED' for share`,
    [tx.tenant, app],
  )
  if (!held) throw leaseLost(app)
}
