import { CasbahError, type Tx } from '@casbah/kit'
import { findingsOfControls } from '../finding/finding.service.ts'
import type { Finding, FindingStatus } from '../finding/finding.type.ts'
import type { FrameworkReport, FrameworkSummary, RequirementResult } from './framework.type.ts'
import { isMeantSql, nameToCompare } from './names.ts'
import { byNaturalOrder } from './natural-order.ts'

/** Findings that are named of one requirement, the worst of them. */
const NAMED = 200

/** From worst to best: what fails, what is not known, what passes, what does not apply. */
const WORST: readonly FindingStatus[] = ['FAIL', 'PARTIAL', 'ERROR', 'CANNOT_TELL', 'MANUAL', 'PASS', 'NOT_APPLICABLE']
const JUDGED: ReadonlySet<FindingStatus> = new Set(['PASS', 'FAIL', 'PARTIAL'])

interface Link {
  control: string
  framework: string
  requirement: string
  derived: boolean
}

/** Links of controls that are not retired. */
const LINKS = `select c.id as control, r ->> 'framework' as framework, r ->> 'version' as version, r ->> 'requirement' as requirement,
  coalesce((r ->> 'derived')::bool, false) as derived from posture.tenant_control c cross join lateral json_array_elements(c.frameworks) r where not c.retired`

/** The state of a framework, requirement by requirement, over the tenant's findings of controls that answer to it. */
export async function complianceWith(tx: Tx, asked: string, at: Date): Promise<FrameworkReport> {
  const links = await tx.query<Link>(`select * from (${LINKS}) l where ${isMeantSql('l.framework', '$1')}`, [
    [nameToCompare(asked)],
  ])
  if (!links.length) throw await unknown(tx, asked)
  const names = [...new Set(links.map(({ framework }) => framework))]
  const findings = await findingsOfControls(tx, [...new Set(links.map(({ control }) => control))], at)
  const requirements = new Map<string, { derived: boolean; controls: Set<string> }>()
  for (const { framework, requirement, control, derived } of links) {
    // Several frameworks of a family may use one number for different things.
    const number = names.length > 1 ? `${framework} ${requirement}` : requirement
    const known = requirements.get(number) ?? { derived: false, controls: new Set() }
    requirements.set(number, known)
    known.derived ||= derived
    known.controls.add(control)
  }
  const results = [...requirements]
    .sort(([a], [b]) => byNaturalOrder(a, b))
    .map(([requirement, { derived, controls }]) => resultOf(requirement, derived, [...controls], findings))
  const judged = results.filter(({ status }) => JUDGED.has(status))
  const passing = judged.filter(({ status }) => status === 'PASS')
  return {
    framework: names.length > 1 ? asked.trim() : names[0]!,
    at,
    percent: judged.length ? Math.round((10_000 * passing.length) / judged.length) / 100 : 0,
    requirements: results,
  }
}

function resultOf(
  requirement: string,
  derived: boolean,
  controls: readonly string[],
  findings: ReadonlyMap<string, Finding[]>,
): RequirementResult {
  const own = controls
    .flatMap(control => findings.get(control) ?? [])
    .sort((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status) || (a.id < b.id ? -1 : 1))
  const applying = own.filter(({ status }) => status !== 'NOT_APPLICABLE')
  const status = own.length ? (applying[0]?.status ?? 'NOT_APPLICABLE') : 'CANNOT_TELL'
  return { requirement, status, derived, findings: own.slice(0, NAMED) }
}

/** Frameworks that controls answer to, by name. */
export async function listFrameworks(tx: Tx): Promise<FrameworkSummary[]> {
  const rows = await tx.query<{
    framework: string
    version: string | null
    controls: string
    requirements: string
    derived: number
  }>(
    `select framework, max(version) as version, count(distinct control) as controls, count(distinct requirement) as requirements,
       avg(derived::int)::float8 as derived from (${LINKS}) l group by framework`,
    [],
  )
  return rows
    .map(row => ({ ...row, controls: Number(row.controls), requirements: Number(row.requirements) }))
    .sort((a, b) => byNaturalOrder(a.framework, b.framework))
}

async function unknown(tx: Tx, asked: string): Promise<CasbahError> {
  const names = (await listFrameworks(tx)).map(({ framework }) => framework)
  const there = names.length ? `There are ${names.join(', ')}.` : 'No connector is loaded yet that has any.'
  return new CasbahError('NOT_FOUND', `No control answers to a framework ${asked}. ${there}`)
}
