import type { AssessmentDone, Tx } from '@casbah/kit'
import type { CheckResult } from './connector-host.ts'

/** What an assessment found, with the vendor's account ids turned into ours. */
export async function assessmentDone(
  tx: Tx,
  app: { id: string; connector: string },
  results: CheckResult[],
): Promise<AssessmentDone> {
  const external = results.flatMap(({ subjects }) => subjects.flatMap(({ account }) => account ?? []))
  const rows = await tx.query<{ id: string; external_id: string }>(
    'select id::text, external_id from apps.account where tenant = $1 and app = $2 and external_id = any($3)',
    [tx.tenant, app.id, [...new Set(external)]],
  )
  const accounts = new Map(rows.map(row => [row.external_id, row.id]))
  return {
    app: app.id,
    connector: app.connector,
    at: Date.now(),
    results: results.map(({ check, status, message, subjects, evidence }) => ({
      control: `${app.connector}/${check}`,
      status,
      message,
      subjects: subjects.map(({ name, passed, detail, account }) => ({
        name,
        passed,
        detail: detail ?? null,
        accountId: (account && accounts.get(account)) ?? null,
      })),
      evidence,
    })),
  }
}
