import type { Tx } from '@casbah/kit'
import type { Touch } from '../../alert/raisable.ts'
import type { Around, Thing } from './thing.ts'

/** What alerts on things touch: the app, its connector, the resource, and the account that owns it or let the client in, with its person. */
export async function touchesOf(tx: Tx, things: readonly Thing[]): Promise<(thing: Thing, around: Around) => Touch[]> {
  const accounts = [...new Set(things.flatMap(thing => accountOf(thing) ?? []))]
  const rows = accounts.length
    ? await tx.query<{ id: string; user_id: string | null }>(
        'select id, user_id from alerts.account where tenant = $1 and id = any($2)',
        [tx.tenant, accounts],
      )
    : []
  const people = new Map(rows.map(row => [row.id, row.user_id]))
  return (thing, { connector }) => {
    const account = accountOf(thing)
    const user = account && people.get(account)
    return [
      { kind: 'app', value: thing.app },
      ...(connector ? [{ kind: 'connector' as const, value: connector }] : []),
      ...(thing.of === 'resource' ? [{ kind: 'resource' as const, value: thing.id }] : []),
      ...(account ? [{ kind: 'account' as const, value: account }] : []),
      ...(user ? [{ kind: 'user' as const, value: user }] : []),
    ]
  }
}

function accountOf(thing: Thing): string | null {
  if (thing.of === 'resource') return thing.owner
  return thing.of === 'grant' ? thing.account : null
}
