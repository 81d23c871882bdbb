import type { AssessOrder } from './assess-order.ts'
import type { AssessmentDone, Tx } from '@casbah/kit'
import type { Assessment } from './connector-host.ts'

/** What an assessment found, with the vendor's ids of accounts and resources turned into ours. */
export async function assessmentDone(
  tx: Tx,
  app: { id: string; connector: string },
  { results, fragments }: Assessment,
  parameters: AssessOrder['parameters'],
): Promise<AssessmentDone> {
  const subjects = results.flatMap(result => result.subjects)
  const accounts = await idsOf(
    tx,
    'account',
    app.id,
    subjects.flatMap(({ account }) => account ?? []),
  )
  const resources = await idsOf(
    tx,
    'resource',
    app.id,
    subjects.flatMap(({ resource }) => resource ?? []),
  )
  return {
    app: app.id,
    connector: app.connector,
    at: Date.now(),
    results: results.map(({ check, status, message, subjects, counts, evidence }) => ({
      control: `${app.connector}/${check}`,
      status,
      message,
      ...(parameters[check] && { criteria: parameters[check] }),
      subjects: subjects.map(({ name, passed, detail, account, resource }) => ({
        name,
        passed,
        detail: detail ?? null,
        accountId: (account && accounts.get(account)) ?? null,
        resourceId: (resource && resources.get(resource)) ?? null,
      })),
      ...counts,
      evidence,
    })),
    fragments,
  }
}

async function idsOf(
  tx: Tx,
  table: 'account' | 'resource',
  app: string,
  external: string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; external_id: string }>(
    `select id::text, external_id from apps.${table} where tenant = $1 and app = $2 and external_id = any($3)`,
    [tx.tenant, app, [...new Set(external)]],
  )
  return new Map(rows.map(row => [row.external_id, row.id]))
}
