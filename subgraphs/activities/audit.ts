import type { Context, Tx } from '@casbah/kit'

/** Notes in the audit table who did what; part of the transaction that does it. */
export async function audit(tx: Tx, context: Context, event: string, subject: unknown): Promise<void> {
  await tx.query(
    `insert into activities.audit (tenant, event, actor, subject) values (current_setting('app.tenant'), $1, $2::json, $3::json)`,
    [event, JSON.stringify(context.caller.actor), JSON.stringify(subject)],
  )
}
