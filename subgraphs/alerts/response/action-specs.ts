import type { ConnectorChanged, Tx } from '@casbah/kit'
import { OWN_SPECS } from './response.ts'

/** What an action acts on. */
export type SpecTarget = 'ACCOUNT' | 'RESOURCE' | 'GRANT' | 'APP'

/** Keeps what the connectors can do, as their cards say. Of no tenant. */
export async function copyActionSpecs(cards: ConnectorChanged[], tx: Tx): Promise<void> {
  for (const { slug, actions } of cards) {
    await tx.query('delete from alerts.action_spec where connector = $1', [slug])
    await tx.query(
      `insert into alerts.action_spec (id, connector, title, target, effect)
       select id, $1, title, target, effect from json_to_recordset($2) as s(id text, title text, target text, effect text) on conflict (id) do nothing`,
      [slug, JSON.stringify(actions)],
    )
  }
}

/** What each of these specs acts on; those that no loaded connector has are missing. */
export async function targetsOf(tx: Tx, specs: readonly string[]): Promise<Map<string, SpecTarget>> {
  const rows = await tx.query<{ id: string; target: SpecTarget }>(
    'select id, target from alerts.action_spec where id = any($1)',
    [specs],
  )
  const own = OWN_SPECS.filter(spec => specs.includes(spec)).map(spec => [spec, 'ACCOUNT'] as const)
  return new Map([...rows.map(row => [row.id, row.target] as const), ...own])
}
