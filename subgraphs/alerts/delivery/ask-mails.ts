import type { Tx } from '@casbah/kit'
import type { Draft } from '../alert/draft.ts'
import { isMail } from '../response/response.ts'
import { uuidOf } from '../policy/built-in/index.ts'

/** Puts mails into the queue that the policy of a new alert asks for, in the transaction that raises it. `now`: epoch ms. */
export async function askMails(tx: Tx, { isNew, policy, id: alert }: Draft, now: number): Promise<void> {
  const addresses = policy.responses.filter(isMail).map(({ email }) => email)
  if (!isNew || !addresses.length) return
  await tx.query(
    `insert into alerts.delivery (tenant, id, email, policy, alert, event, at, state, next_at, created_at)
     select $1, m.id, m.email, $3::uuid, $4::uuid, 'alert.raised', $5::timestamptz, 'PENDING', $5::timestamptz, $5::timestamptz
     from json_to_recordset($2) as m(id text, email text) on conflict do nothing`,
    [
      tx.tenant,
      JSON.stringify(addresses.map(email => ({ id: `mail_${uuidOf(alert, email)}`, email }))),
      policy.id,
      alert,
      new Date(now).toISOString(),
    ],
  )
}
