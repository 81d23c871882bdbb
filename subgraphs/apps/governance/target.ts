import type { Tx } from '@casbah/kit'
import type { ActionSubject } from '@casbah/sdk'

/** The ids of what an action acts on; the app itself when none is set. */
export interface TargetIds {
  appId: string
  accountId: string | null
  resourceId: string | null
  grantId: string | null
}

/** What an action acts on, as the connector knows it. */
export function targetOf(tx: Tx, { appId, accountId, resourceId, grantId }: TargetIds): Promise<ActionSubject> {
  if (accountId) return accountSubject(tx, accountId)
  if (resourceId) return resourceSubject(tx, resourceId)
  if (grantId) return grantSubject(tx, grantId)
  return Promise.resolve({ externalId: appId })
}

async function accountSubject(tx: Tx, id: string): Promise<ActionSubject> {
  const [account] = await tx.query<{ external_id: string; email: string | null; display_name: string | null }>(
    'select external_id, email, display_name from apps.account where tenant = $1 and id = $2',
    [tx.tenant, id],
  )
  if (!account) throw new Error(`account ${id} is gone`)
  return {
    externalId: account.external_id,
    ...(account.email && { email: account.email }),
    ...(account.display_name && { displayName: account.display_name }),
  }
}

async function resourceSubject(tx: Tx, id: string): Promise<ActionSubject> {
  const [resource] = await tx.query<{ external_id: string; name: string; kind: string; owner: string | null }>(
    `select r.external_id, r.name, r.kind, coalesce(a.email, case when strpos(r.owner, '@') > 0 then r.owner end) as owner
     from apps.resource r left join apps.account a on a.tenant = r.tenant and a.id = r.owner_account
     where r.tenant = $1 and r.id = $2`,
    [tx.tenant, id],
  )
  if (!resource) throw new Error(`resource ${id} is gone`)
  const { external_id: externalId, name, kind, owner } = resource
  return { externalId, name, kind, ...(owner && { owner }) }
}

async function grantSubject(tx: Tx, id: string): Promise<ActionSubject> {
  const [grant] = await tx.query<{
    external_id: string
    client_id: string
    client_name: string
    account: string | null
    email: string | null
  }>(
    `select g.external_id, g.client_id, g.client_name, coalesce(a.external_id, g.account) as account, a.email
     from apps.oauth_grant g left join apps.account a on a.tenant = g.tenant and a.id = g.account_id
     where g.tenant = $1 and g.id = $2`,
    [tx.tenant, id],
  )
  if (!grant) throw new Error(`OAuth grant ${id} is gone`)
  const { external_id: externalId, client_id: clientId, client_name: name, account, email } = grant
  return {
    externalId,
    clientId,
    name,
    ...(account && { account: { externalId: account, ...(email && { email }) } }),
  }
}
