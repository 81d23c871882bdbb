import type { Database } from '@casbah/kit'
import { overdueActions } from '../../system-statements.ts'
import { LATE } from '../governance.worker.ts'
import { moveAction } from '../governance-log.ts'
import { EXPIRED } from './approval.service.ts'

const PAGE = 500

/** Ends what waited too long: for approval, or to be sent. Any process may, also while nobody runs the app. */
export async function endOverdue(db: Database, now: number): Promise<number> {
  let ended = 0
  for (;;) {
    const due = await overdueActions(db, now)
    const tenants = Map.groupBy(due, ({ tenant }) => tenant)
    let moved = 0
    for (const [tenant, actions] of tenants)
      await db.write(tenant, async tx => {
        for (const { id } of actions.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
          if ((await moveAction(tx, id, EXPIRED)) || (await moveAction(tx, id, { ...LATE, from: ['QUEUED'] })))
            moved += 1
      })
    ended += moved
    if (due.length < PAGE || moved === 0) return ended
  }
}
