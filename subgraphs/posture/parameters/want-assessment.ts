import type { Tx } from '@casbah/kit'

/** Asks for an assessment of an app by the parameters that its tenant has set; of all checks with null. */
export async function wantAssessment(tx: Tx, app: string, checks: string[] | null): Promise<void> {
  const rows = await tx.query<{ check: string; chosen: Record<string, unknown> }>(
    `select split_part(p.control, '/', 2) as check, p.chosen from posture.control_parameters p
     join posture.app a on a.id = $1::uuid and starts_with(p.control, a.connector || '/') order by p.control`,
    [app],
  )
  const parameters = Object.fromEntries(rows.map(({ check, chosen }) => [check, chosen]))
  tx.append('assessment.wanted', [{ app, checks, ...(rows.length > 0 && { parameters }) }])
}
