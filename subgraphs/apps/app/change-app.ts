import type { Session } from '@casbah/host'
import type { Tx } from '@casbah/kit'
import { wantWork } from '../collection/work.ts'
import type { Credentials, Vault } from '../credential/vault.ts'
import { appendAppChanged } from './app-changed.ts'

/** Credentials that were found good, with what came with them. */
export interface ProvedSignIn {
  credentials: Credentials
  session: Session | null
  /** Epoch milliseconds; null when they do not end, or nobody tells. */
  credentialsEnd: number | null
}

export interface AppChange {
  id: string
  /** The version that is changed; null: whichever is there. */
  version: number | null
  name: string
  config: Record<string, unknown>
  authKind: string
  /** New credentials; null: the old ones stay, and what the vendor gave for them. */
  signIn: ProvedSignIn | null
  /** Whether the vendor was asked with the change, so that what failed before is tried afresh. */
  reached?: boolean
}

/** Changes a connected app; what waited for a consent is read from now on. False when it is gone or at another version. */
export async function changeApp(tx: Tx, vault: Vault, change: AppChange): Promise<boolean> {
  const { id, version, name, config, authKind, signIn } = change
  const reached = change.reached ?? signIn !== null
  // The lease is locked before the app, as a host's commit does.
  await tx.query(
    `insert into apps.app_lease (app, tenant) select id, tenant from apps.app
     where tenant = $1 and id = $2 and state <> 'DISCONNECTED' and $3 on conflict do nothing`,
    [tx.tenant, id, signIn !== null],
  )
  const changed = await tx.query(
    `update apps.app set name = $4, config = $5, auth_kind = $6, version = version + 1, changed_at = now(),
       state = case when $7 and (state = 'AUTH_FAILED' or (state = 'AWAITING_CONSENT' and $8)) then 'SYNCING' else state end,
       problem = case when $7 then null else problem end,
       credentials_expire_at = case when $8 then $9 else credentials_expire_at end
     where tenant = $1 and id = $2 and version = coalesce($3, version) and state <> 'DISCONNECTED' returning 1`,
    [
      tx.tenant,
      id,
      version,
      name,
      JSON.stringify(config),
      authKind,
      reached,
      signIn !== null,
      signIn?.credentialsEnd ? new Date(signIn.credentialsEnd) : null,
    ],
  )
  if (!changed.length) return false
  if (signIn) await vault.put(tx, id, signIn.credentials, signIn.session)
  if (reached) {
    await tx.query(
      `update apps.app_stream set state = 'IDLE', last_error = null where tenant = $1 and app = $2 and state = 'FAILED'`,
      [tx.tenant, id],
    )
    await wantWork(tx, id, 'inventory')
  }
  await appendAppChanged(tx, id)
  return true
}

/** Whether another app that is connected has this name. */
export async function nameTaken(tx: Tx, name: string, except: string): Promise<boolean> {
  const others = await tx.query(
    `select 1 from apps.app where tenant = $1 and name = $2 and id <> $3 and state <> 'DISCONNECTED'`,
    [tx.tenant, name, except],
  )
  return others.length > 0
}
