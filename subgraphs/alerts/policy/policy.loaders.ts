import { pageSize, toPage, type Context, type Page, type Tx } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { allOf, anyOf, Parameters } from '../graphql/sql.ts'
import { toResponse } from '../response/response.type.ts'
import type { PolicyRow } from './policy.entity.ts'
import { POLICY_COLUMNS } from './policy.service.ts'
import { Policy, type PolicyFilter } from './policy.type.ts'

export function toPolicy(row: PolicyRow): Policy {
  const { id, name, description, kind, severity, enabled, builtIn, version, definition, author, mitre, scope } = row
  const users = (ids: string[] = []) => ids.map(each => ({ id: each }))
  return Object.assign(new Policy(), {
    id,
    name,
    description,
    kind,
    severity,
    enabled,
    builtIn,
    version,
    definition,
    author,
    mitre,
    scope: {
      apps: (scope?.apps ?? []).map(each => ({ id: each })),
      users: users(scope?.users),
      excludedUsers: users(scope?.excludedUsers),
      groups: scope?.groups ?? [],
      excludedGroups: scope?.excludedGroups ?? [],
    },
    dedupSeconds: row.foldSeconds,
    responses: row.responses.map(toResponse),
    deletedAt: row.deletedAt ? new Date(row.deletedAt) : null,
    failures: Number(row.failures),
    enabledAt: new Date(row.enabledAt!),
  } satisfies Policy)
}

/** A policy by id, also a deleted one; null when the tenant has none such. */
export function policyById(context: Context, id: string): Promise<Policy | null> {
  return context
    .loader<string, Policy | null>(policyById, async (ids, ctx) => {
      const found = await readPolicies(await ctx.tx(), ids)
      return ids.map(each => {
        const row = found.get(each)
        return row ? toPolicy(row) : null
      })
    })
    .load(id)
}

/** Rows by id, also of deleted policies. */
export async function readPolicies(tx: Tx, ids: readonly string[]): Promise<Map<string, PolicyRow>> {
  const rows = await tx.query<PolicyRow>(
    `select ${POLICY_COLUMNS} from alerts.policy p where p.tenant = $1 and p.id = any($2::uuid[])`,
    [tx.tenant, ids.filter(isUuid)],
  )
  return new Map(rows.map(row => [row.id, row]))
}

const ORDER: OrderColumn[] = [{ sql: 'p.name', type: 'text', descending: false }]

/** Policies by name. */
export async function policyPage(
  context: Context,
  args: PageArgs & { filter?: PolicyFilter | null },
): Promise<Page<Policy>> {
  const size = pageSize(args.first)
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, 'policies', args.after) : null
  const parameters = new Parameters()
  const where = [
    `p.tenant = ${parameters.add(context.tenant)}`,
    'p.deleted_at is null',
    filterSql(args.filter, parameters),
  ].join(' and ')
  const counted = [...parameters.values]
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<{ id: string; name: string }>(
    `select p.id, p.name from alerts.policy p where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  const policies = new Map(
    (await Promise.all(rows.map(row => policyById(context, row.id)))).map(policy => [policy!.id, policy!]),
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, 'policies', [row.name]),
    nodeOf: row => policies.get(row.id)!,
    totalCount: async () => {
      const [row] = await tx.query<{ count: string }>(`select count(*) from alerts.policy p where ${where}`, counted)
      return Number(row!.count)
    },
  })
}

function filterSql(filter: PolicyFilter | null | undefined, parameters: Parameters): string {
  if (!filter) return 'true'
  const conditions: string[] = []
  const { name } = filter
  if (name?.in)
    conditions.push(`lower(p.name) = any(${parameters.add(name.in.map(each => each.toLowerCase()))}::text[])`)
  if (name?.contains != null)
    conditions.push(`strpos(lower(p.name), ${parameters.add(name.contains.toLowerCase())}::text) > 0`)
  if (name?.startsWith != null)
    conditions.push(`starts_with(lower(p.name), ${parameters.add(name.startsWith.toLowerCase())}::text)`)
  if (name?.isSet != null) conditions.push(name.isSet ? `p.name <> ''` : `p.name = ''`)
  if (filter.kind) conditions.push(`p.kind = any(${parameters.add(filter.kind)}::text[])`)
  if (filter.severity) conditions.push(`p.severity = any(${parameters.add(filter.severity)}::text[])`)
  if (filter.enabled != null) conditions.push(`p.enabled = ${parameters.add(filter.enabled)}::boolean`)
  if (filter.builtIn != null) conditions.push(`p.built_in = ${parameters.add(filter.builtIn)}::boolean`)
  if (filter.mitre)
    conditions.push(`exists (select 1 from json_to_recordset(p.mitre) as t(id text), unnest(${parameters.add(filter.mitre)}::text[]) w
      where t.id = w or starts_with(t.id, w || '.'))`)
  if (filter.and) conditions.push(allOf(filter.and.map(part => filterSql(part, parameters))))
  if (filter.or) conditions.push(anyOf(filter.or.map(part => filterSql(part, parameters))))
  if (filter.not) conditions.push(`not coalesce(${filterSql(filter.not, parameters)}, false)`)
  return allOf(conditions)
}
