import type { Tx } from '@casbah/kit'
import type { ActionOrder } from '../collection/connector-host.ts'

/** What an action acts on, as the connector knows it: the account, else the app itself. */
export async function targetOf(
  tx: Tx,
  action: { appId: string; accountId: string | null },
): Promise<ActionOrder['target']> {
  if (!action.accountId) return { externalId: action.appId }
  const [account] = await tx.query<{ external_id: string; email: string | null; display_name: string | null }>(
    'select external_id, email, display_name from apps.account where tenant = $1 and id = $2',
    [tx.tenant, action.accountId],
  )
  if (!account) throw new Error(`account ${action.accountId} is gone`)
  return {
    externalId: account.external_id,
    ...(account.email && { email: account.email }),
    ...(account.display_name && { displayName: account.display_name }),
  }
}
