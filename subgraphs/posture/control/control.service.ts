import type { ConnectorChanged, Context, Tx } from '@casbah/kit'
import { withDerived } from '../framework/derived.ts'
import { isMeantSql, nameToCompare } from '../framework/names.ts'
import type { Control, FrameworkRef } from './control.type.ts'

interface ControlRow {
  id: string
  connector: string
  title: string
  description: string
  severity: Control['severity']
  category: string
  points: number
  reads: string[]
  remediation: string
  remediation_action: string | null
  url: string | null
  frameworks: FrameworkRef[]
  rule: unknown
  version: number | null
}

/** Of `ControlRow`. */
const COLUMNS =
  'id, connector, title, description, severity, category, points, reads, remediation, remediation_action, url, frameworks, rule, version'

/**
 * Takes over the checks of a connector's card. Those that it no longer has are retired: not listed any more, but there for the findings
 * that name them until the next assessment takes these away.
 */
export async function storeControls(tx: Tx, { slug, checks }: ConnectorChanged): Promise<void> {
  await tx.query('update posture.control set retired = true where connector = $1 and id <> all($2::text[])', [
    slug,
    checks.map(check => check.id),
  ])
  for (const check of checks) {
    await tx.query(
      `insert into posture.control (id, connector, title, description, severity, category, points, reads, remediation, remediation_action, url, frameworks, touched_by, parameters)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (id) do update set added_at = case when control.retired then now() else control.added_at end, retired = false, title = $3, description = $4, severity = $5, category = $6, points = $7, reads = $8, remediation = $9,
         remediation_action = $10, url = $11, frameworks = $12, touched_by = $13, parameters = $14`,
      [
        check.id,
        slug,
        check.title,
        check.description,
        check.severity,
        check.category,
        check.points,
        JSON.stringify(check.reads),
        check.remediation,
        check.remediationAction,
        check.url,
        JSON.stringify(withDerived(check.frameworks, check.category)),
        check.touchedBy ?? [],
        check.parameters === undefined ? null : JSON.stringify(check.parameters),
      ],
    )
  }
}

export async function listControls(
  context: Context,
  only: { connector?: string | null; framework?: string | null },
): Promise<Control[]> {
  const tx = await context.tx()
  const rows = await tx.query<ControlRow>(
    `select ${COLUMNS} from posture.tenant_control where not retired and ($1::text is null or connector = $1)
       and ($2::text[] is null or exists (select 1 from json_array_elements(frameworks) f where ${isMeantSql("f ->> 'framework'", '$2')})) order by id`,
    [only.connector ?? null, only.framework == null ? null : [nameToCompare(only.framework)]],
  )
  return rows.map(toControl)
}

export function controlById(context: Context, id: string): Promise<Control | null> {
  return context.loader(controlsByIds, controlsByIds).load(id)
}

export function controlsOfConnector(context: Context, slug: string): Promise<Control[]> {
  return context.loader(controlsOfConnectors, controlsOfConnectors).load(slug)
}

/** A control as it is listed: not an own one that was deleted. */
export async function readControl(tx: Tx, id: string): Promise<Control | null> {
  const [row] = await tx.query<ControlRow>(
    `select ${COLUMNS} from posture.tenant_control where id = $1 and (not retired or rule is null)`,
    [id],
  )
  return row ? toControl(row) : null
}

async function controlsByIds(ids: readonly string[], context: Context): Promise<(Control | null)[]> {
  const rows = await (
    await context.tx()
  ).query<ControlRow>(`select ${COLUMNS} from posture.tenant_control where id = any($1::text[])`, [ids])
  const byId = new Map(rows.map(row => [row.id, toControl(row)]))
  return ids.map(id => byId.get(id) ?? null)
}

async function controlsOfConnectors(slugs: readonly string[], context: Context): Promise<Control[][]> {
  const rows = await (
    await context.tx()
  ).query<ControlRow>(
    `select ${COLUMNS} from posture.tenant_control where not retired and connector = any($1::text[]) order by id`,
    [slugs],
  )
  return slugs.map(slug => rows.filter(row => row.connector === slug).map(toControl))
}

function toControl({ remediation_action, connector, ...row }: ControlRow): Control {
  return {
    ...row,
    connector: { slug: connector },
    remediationAction: remediation_action === null ? null : { id: remediation_action },
  }
}
