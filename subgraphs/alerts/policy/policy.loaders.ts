import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { allOf, anyOf, Parameters } from '../graphql/sql.ts'
import { PolicyRow } from './policy.entity.ts'
import { Policy, type PolicyFilter, type PolicyHealth } from './policy.type.ts'

export function toPolicy(row: PolicyRow): Policy {
  const { id, name, description, kind, severity, enabled, builtIn, version, definition, author, mitre } = row
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
    failures: Number(row.failures),
  })
}

/** A policy by id; null when the tenant has none such. */
export function policyById(context: Context, id: string): Promise<Policy | null> {
  return context
    .loader<string, Policy | null>(policyById, async (ids, ctx) => {
      const tx = await ctx.tx()
      const found = await tx.em.find(PolicyRow, { tenant: ctx.tenant })
      const byId = new Map(found.map(row => [row.id, toPolicy(row)]))
      return ids.map(each => byId.get(each) ?? null)
    })
    .load(id)
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
  const where = [`p.tenant = ${parameters.add(context.tenant)}`, filterSql(args.filter, parameters)].join(' and ')
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

const DAYS = 30

/** How well policies work, over the last 30 days. */
export function healthOf(context: Context, policy: Policy): Promise<PolicyHealth> {
  return context
    .loader<Policy, PolicyHealth>(healthOf, async (policies, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<{ policy: string; matches: string; classified: string; wrong: string }>(
        `select a.policy,
         sum((select count(*) from alerts.alert_history h where h.tenant = a.tenant and h.alert = a.id
           and h.kind in ('RAISED', 'ACTIVITIES_ADDED') and h.at > now() - interval '${DAYS} days')) as matches,
         count(*) filter (where a.classification is not null) as classified,
         count(*) filter (where a.classification = 'FALSE_POSITIVE') as wrong
       from alerts.alert a where a.tenant = $1 and a.policy = any($2::uuid[]) and a.last_activity_at > now() - interval '${DAYS + 1} days'
       group by a.policy`,
        [ctx.tenant, policies.map(each => each.id)],
      )
      const found = new Map(rows.map(row => [row.policy, row]))
      return policies.map(each => {
        const row = found.get(each.id)
        const classified = Number(row?.classified ?? 0)
        return {
          matchesPerDay: Number(row?.matches ?? 0) / DAYS,
          falsePositiveShare: classified ? Number(row!.wrong) / classified : null,
          failures: each.failures,
        }
      })
    })
    .load(policy)
}
