import pg from 'pg'
import { SCHEMAS } from '../db/roles.ts'
import { PLATFORM_TABLES } from '../db/tenant-table.ts'

/**
 * Tables of our schemas that do not keep tenants apart, each with what it lacks; empty when all do. A table needs a column `tenant`, not
 * null, row level security enabled and forced, and a policy by `app.tenant`. Not asked of PLATFORM_TABLES and the migrators' own tables.
 * A partition has its parent's column; its parent's policy protects it only when it is read through the parent, so it must
 * either be out of the services' reach (no privilege of `casbah_app`) or have row level security forced on itself, be it without a policy.
 */
export async function tablesWithoutTenant(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Table>(CATALOGUE, [SCHEMAS])
    const exempt: ReadonlySet<string> = new Set(PLATFORM_TABLES)
    return rows
      .filter(table => !exempt.has(table.name) && !table.name.includes('.migrations_'))
      .flatMap(table => {
        const lacks = lacking(table)
        return lacks.length ? [`${table.name}: ${lacks.join(', ')}`] : []
      })
  } finally {
    await client.end()
  }
}

interface Table {
  name: string
  partition: boolean
  reachable: boolean
  tenant: boolean
  enabled: boolean
  forced: boolean
  policy: boolean
}

function lacking(table: Table): string[] {
  const lacks: string[] = []
  if (!table.tenant) lacks.push('no tenant column')
  if (table.partition && !table.reachable) return lacks
  if (!table.enabled || !table.forced) lacks.push('row level security not forced')
  if (!table.policy && !table.partition) lacks.push('no policy by app.tenant')
  return lacks
}

const CATALOGUE = `
  select n.nspname || '.' || c.relname as name, c.relispartition as partition,
    has_table_privilege('casbah_app', c.oid, 'select, insert, update, delete') as reachable,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull and not a.attisdropped) as tenant,
    c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and pg_get_expr(p.polqual, c.oid) like '%tenant = current_setting(''app.tenant''%'
      and pg_get_expr(p.polwithcheck, c.oid) like '%tenant = current_setting(''app.tenant''%') as policy
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1`
