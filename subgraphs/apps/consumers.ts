import { Consumer, type Dependencies } from '@casbah/kit'
import type { AssessOrder } from './collection/assess-order.ts'
import { wantWork } from './collection/work.ts'
import type { GovernanceService } from './governance/governance.service.ts'
import { isUuid, uuidFrom } from './uuid.ts'

/** What this subgraph reads of its neighbours. `poke` has the collector look for new work. */
export function appsConsumers(
  { db, logger, crashPoint }: Dependencies,
  governance: GovernanceService,
  poke: () => void,
): { start(): void; stop(): Promise<unknown> }[] {
  const common = { db, logger, crashPoint }
  return [
    new Consumer({
      ...common,
      name: 'apps:assessments',
      topic: 'assessment.wanted',
      handle: async (items, tx) => {
        for (const { app, checks, parameters = {} } of items)
          if (await connected(app, tx)) await wantWork(tx, app, 'assess', { checks, parameters } satisfies AssessOrder)
      },
      onCommit: poke,
    }),
    new Consumer({
      ...common,
      name: 'apps:responses',
      topic: 'action.wanted',
      handle: async (items, tx, { shard, position }) => {
        // Made of the item's place in the log, so that one read twice is one action.
        for (const [index, item] of items.entries())
          if (await connected(item.app, tx))
            await governance.respond(tx, item, uuidFrom(tx.tenant, 'action', shard, position, index))
      },
      onCommit: poke,
    }),
    new Consumer({
      ...common,
      name: 'apps:withdrawals',
      topic: 'action.withdrawn',
      handle: async (items, tx) => {
        for (const item of items) await governance.withdraw(tx, item)
      },
    }),
    new Consumer({
      ...common,
      name: 'apps:alert-counts',
      topic: 'alert.counted',
      handle: async (items, tx) => {
        for (const { app, open } of byApp(items))
          await tx.query('update apps.app set open_alerts = $3 where tenant = $1 and id::text = $2', [
            tx.tenant,
            app,
            open,
          ])
      },
    }),
    new Consumer({
      ...common,
      name: 'apps:scores',
      topic: 'score.changed',
      handle: async (items, tx) => {
        for (const { app, percent } of byApp(items))
          await tx.query('update apps.app set score = $3 where tenant = $1 and id::text = $2', [
            tx.tenant,
            app,
            percent,
          ])
      },
    }),
  ]
}

/** Rows of several apps are locked in one order, so that two writers cannot wait for each other. */
const byApp = <T extends { app: string }>(items: T[]) =>
  items.toSorted((a, b) => (a.app < b.app ? -1 : a.app > b.app ? 1 : 0))

async function connected(
  app: string,
  tx: { tenant: string; query(sql: string, values: unknown[]): Promise<unknown[]> },
) {
  const sql = `select 1 from apps.app where tenant = $1 and id = $2 and state <> 'DISCONNECTED'`
  return isUuid(app) && (await tx.query(sql, [tx.tenant, app])).length > 0
}
