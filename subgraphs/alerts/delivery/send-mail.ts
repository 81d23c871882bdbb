import type { Database, Mailer } from '@casbah/kit'
import { readPolicies } from '../policy/policy.loaders.ts'
import { alertMail, summaryMail } from './alert-mail.ts'
import { askLeave } from './mail-guard.ts'
import { endAttempt, giveBack, notDelivered, type Claimed, type Ended } from './queue.ts'
import { waitAfter } from './retry.ts'
import { readAlerts } from './told-alerts.ts'

export interface MailParts {
  db: Database
  mailer: Mailer
  /** Epoch ms. */
  now: () => number
  random: () => number
  /** The gateway's address as people reach it. */
  publicUrl: () => string | null
}

/** Makes one attempt to send a mail, and keeps what became of it. */
export async function sendMail(claimed: Claimed, { db, mailer, now, random, publicUrl }: MailParts): Promise<void> {
  const { tenant, email } = claimed
  const leave = await db.write(tenant, async tx => {
    const given = await askLeave(tx, claimed, now())
    if (given.send === 'later') await giveBack(tx, claimed, given.at)
    return given
  })
  if (leave.send === 'later' || leave.send === 'not') return
  const mail = await db.read(tenant, async tx => {
    const told = await tx.query<{ alert: string }>(
      `select alert from alerts.delivery where tenant = $1 and (id = $2 or part_of = $2) order by created_at, id limit 100`,
      [tenant, claimed.id],
    )
    const alerts = await readAlerts(
      tx,
      told.map(row => row.alert),
    )
    const found = told.flatMap(row => alerts.get(row.alert) ?? [])
    const [first] = found
    if (!first) return null
    if (leave.send === 'summary') return summaryMail(email!, found, leave.others + 1, publicUrl())
    const policy = (await readPolicies(tx, [first.policyId])).get(first.policyId)
    return alertMail(email!, { alert: first, policy: policy?.name ?? first.policyId }, publicUrl())
  })
  const ended = mail
    ? await posted(mail, mailer, claimed.attempts + 1, random, now)
    : dead('The alert that the mail tells of is gone.')
  await db.write(tenant, async tx => void (await endAttempt(tx, claimed, ended, now())))
}

async function posted(
  mail: Parameters<Mailer['post']>[0],
  mailer: Mailer,
  attempts: number,
  random: () => number,
  now: () => number,
): Promise<Ended> {
  const { problem } = mailer
  const { outcome, message } = problem
    ? { outcome: 'unsent' as const, message: problem }
    : await mailer.post(mail, () => Promise.resolve())
  if (outcome === 'sent') return { state: 'DELIVERED', status: null, error: null, nextAt: null }
  // What the server broke off over may have been taken; nobody gets it twice.
  const wait = outcome === 'unsent' ? waitAfter(attempts, random(), null) : null
  if (wait === null) return dead(message)
  return { state: 'PENDING', status: null, error: notDelivered(message), nextAt: now() + wait }
}

const dead = (message: string): Ended => ({ state: 'DEAD', status: null, error: notDelivered(message), nextAt: null })
