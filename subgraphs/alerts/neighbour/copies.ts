import { Consumer, type AccountChanged, type AppChanged, type Dependencies, type Topics, type Tx } from '@casbah/kit'
import { copyData } from '../data/data-copy.ts'
import { copyLateness } from '../detection/lateness.ts'
import { forgetThings } from '../detection/resource/things.ts'
import { copyActionSpecs } from '../response/action-specs.ts'
import { tellActions } from '../response/action-steps.ts'
import { ensurePack } from '../policy/policy.service.ts'

/** Keeps copies of what neighbours own and alerts need: apps, accounts, members; how late connectors' streams may come; what data there is. */
export function copyNeighbours(
  { db, logger, crashPoint }: Dependencies,
  onAlerts: (tenant: string) => void,
): { start(): void; stop(): Promise<void> } {
  const shared = { db, logger, crashPoint }
  const consumers = [
    new Consumer({ ...shared, name: 'alerts-apps', topic: 'app.changed', handle: copyApps }),
    new Consumer({ ...shared, name: 'alerts-accounts', topic: 'account.changed', handle: copyAccounts }),
    new Consumer({ ...shared, name: 'alerts-members', topic: 'member.changed', handle: copyMembers }),
    new Consumer({ ...shared, name: 'alerts-connectors', topic: 'connector.changed', handle: copyLateness }),
    new Consumer({ ...shared, name: 'alerts-actions', topic: 'connector.changed', handle: copyActionSpecs }),
    new Consumer({
      ...shared,
      name: 'alerts-responses',
      topic: 'action.changed',
      handle: tellActions,
      onCommit: onAlerts,
    }),
    new Consumer({ ...shared, name: 'alerts-data', topic: 'data.changed', handle: copyData }),
  ]
  return {
    start: () => consumers.forEach(consumer => consumer.start()),
    stop: async () => void (await Promise.all(consumers.map(consumer => consumer.stop()))),
  }
}

/** A tenant's first app brings the built-in policies. */
async function copyApps(items: AppChanged[], tx: Tx): Promise<void> {
  await ensurePack(tx)
  await tx.query(
    `insert into alerts.app as k (tenant, id, connector, name, state)
     select $1, id, connector, name, state from json_to_recordset($2) as a(id text, connector text, name text, state text)
     on conflict (tenant, id) do update set connector = excluded.connector, name = excluded.name, state = excluded.state`,
    [tx.tenant, JSON.stringify(lastOfEach(items))],
  )
  const gone = items.filter(({ deletedData }) => deletedData).map(({ id }) => id)
  if (!gone.length) return
  await tx.query('delete from alerts.backtest where tenant = $1 and app = any($2)', [tx.tenant, gone])
  await forgetThings(tx, gone)
}

/** Groups of an account that are copied. */
const GROUPS = 1_000

async function copyAccounts(items: AccountChanged[], tx: Tx): Promise<void> {
  // Since when an account has its status is known only of changes that were seen; of one that came with it, it is null.
  await tx.query(
    `insert into alerts.account as k (tenant, id, app, name, email, user_id, is_admin, status, is_service, is_external, mfa_enabled, groups)
     select $1, id, app, coalesce("displayName", email, "externalId"), email, "userId", "isAdmin", coalesce(status, 'UNKNOWN'), coalesce("isService", false), coalesce("isExternal", false), "mfaEnabled",
       coalesce(groups[:${GROUPS}], '{}')
     from json_to_recordset($2) as a(id text, app text, "displayName" text, email text, "externalId" text, "userId" text, "isAdmin" boolean,
       status text, "isService" boolean, "isExternal" boolean, "mfaEnabled" boolean, groups text[])
     on conflict (tenant, id) do update set app = excluded.app, name = excluded.name, email = excluded.email, user_id = excluded.user_id,
       is_admin = excluded.is_admin, status = excluded.status, is_service = excluded.is_service, is_external = excluded.is_external,
       mfa_enabled = excluded.mfa_enabled, groups = excluded.groups,
       status_since = case when k.status in (excluded.status, 'UNKNOWN') then k.status_since else now() end`,
    [tx.tenant, JSON.stringify(lastOfEach(items))],
  )
}

async function copyMembers(items: Topics['member.changed'][], tx: Tx): Promise<void> {
  await tx.query(
    `insert into alerts.member as k (tenant, id, name, email, active)
     select $1, id, name, email, active from json_to_recordset($2) as m(id text, name text, email text, active boolean)
     on conflict (tenant, id) do update set name = excluded.name, email = excluded.email, active = excluded.active`,
    [tx.tenant, JSON.stringify(lastOfEach(items))],
  )
}

/** One statement must not touch a row twice. */
function lastOfEach<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map(item => [item.id, item])).values()]
}
