import type { Database, UserErrorData } from '@casbah/kit'
import { serviceOf } from './create.ts'

/** What the mutation `connectApp` takes, without its idempotency key. */
export interface AppToConnect {
  connector: string
  name: string
  config: Record<string, unknown>
  authKind: string
  credentials: Record<string, string>
  backfillSince?: Date | null
}

/** Connects an app as `connectApp` does; the one of that name when it is connected already. `db` is that of the running apps subgraph. */
export async function connectAppFor(
  db: Database,
  tenant: string,
  app: AppToConnect,
): Promise<{ id: string | null; userErrors: UserErrorData[] }> {
  const [connected] = await db.read(tenant, tx =>
    tx.query<{ id: string }>(
      `select id::text from apps.app where tenant = $1 and name = $2 and connector = $3 and state <> 'DISCONNECTED'`,
      [tenant, app.name, app.connector],
    ),
  )
  if (connected) return { id: connected.id, userErrors: [] }
  const { id, userErrors } = await serviceOf(db).connect(tenant, app)
  return { id, userErrors }
}
