import type { Mail, Tx } from '@casbah/kit'
import type { GovernanceState } from '../governance-action.entity.ts'

/** What a mail tells of. */
export interface Notice {
  to: string
  /** Whom it is about, and in which app. */
  account: string
  app: string
  reason: string
  /** What whoever asked for it has to say besides. */
  message?: string | undefined
  /** What was done to the account for the same alert, in words. */
  done: string[]
}

/** A mail to the person himself or, `aboutOther`, to somebody who answers for him. */
export function noticeMail({ to, account, app, reason, message, done }: Notice, aboutOther: boolean): Mail {
  const whose = aboutOther ? `the account ${account}` : `your account ${account}`
  const lines = [
    'Hello,',
    '',
    `this is about ${whose} in ${app}.`,
    '',
    `Why you get this: ${reason}`,
    ...(done.length ? ['', 'What was done:', ...done.map(one => `- ${one}`)] : []),
    ...(message ? ['', message] : []),
    '',
    'If this is not right, or you have questions, talk to those who look after security in your organisation.',
    'Nobody will ask you for a password because of this message.',
    '',
    'Casbah',
  ]
  const subject = aboutOther ? `About the account ${account} in ${app}` : `About your account in ${app}`
  return { to, subject: oneLine(subject), text: lines.join('\n') }
}

/** Actions on the same account for the same alert, in words; the newest 20. */
export async function doneFor(
  tx: Tx,
  alert: string | null,
  account: string,
): Promise<{ spec: string; said: string }[]> {
  if (!alert) return []
  const rows = await tx.query<{ spec: string; state: GovernanceState }>(
    `select spec, state from apps.governance_action
     where tenant = $1 and alert = $2 and account = $3 and not dry_run and spec not like 'casbah/%' order by created_at desc limit 20`,
    [tx.tenant, alert, account],
  )
  return rows.map(({ spec, state }) => ({ spec, said: SAID[state] }))
}

const SAID: Record<GovernanceState, string> = {
  AWAITING_APPROVAL: 'waits for a second person',
  QUEUED: 'under way',
  RUNNING: 'under way',
  CONFIRMING: 'sent, and being checked',
  UNKNOWN: 'sent, and being checked',
  SUCCEEDED: 'done',
  FAILED: 'not done',
  REJECTED: 'turned down',
  CANCELLED: 'taken back before it was done',
  EXPIRED: 'not done',
  UNDOING: 'being taken back',
  UNDONE: 'done, then taken back',
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 200)
