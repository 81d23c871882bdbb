import type { Mail } from '@casbah/kit'
import type { Alert } from '../alert/alert.type.ts'
import { pathOf } from './told-alerts.ts'

const SHOWN = 50

/** A mail that an alert was raised. `base`: the gateway's address as people reach it, when it is known. */
export function alertMail(to: string, { alert, policy }: { alert: Alert; policy: string }, base: string | null): Mail {
  const lines = [
    `Casbah has raised an alert of severity ${alert.severity}${alert.isSimulated ? ', of a simulated attack' : ''}.`,
    '',
    alert.title,
    '',
    alert.explanation.summary,
    '',
    `Policy: ${policy}`,
    `Activities: ${alert.activityCount}, from ${alert.firstActivityAt.toISOString()} to ${alert.lastActivityAt.toISOString()}`,
    `Raised: ${alert.raisedAt.toISOString()}`,
    ...linkTo(alert.id, base),
  ]
  return { to, subject: subjectOf(`${markOf(alert)} ${alert.title}`), text: lines.join('\n') }
}

/** One mail for alerts that came too fast to be told of one by one; `count`: all of them, of which some are shown. */
export function summaryMail(to: string, alerts: readonly Alert[], count: number, base: string | null): Mail {
  const shown = alerts.slice(0, SHOWN)
  const lines = [
    `Casbah has raised ${count} more alerts for this address than it sends mails in an hour.`,
    '',
    ...shown.flatMap(alert => [
      `${markOf(alert)} ${oneLine(alert.title)}`,
      `    ${alert.raisedAt.toISOString()}  alert ${alert.id}`,
    ]),
    ...(count > shown.length ? [`and ${count - shown.length} more`] : []),
    ...(base === null ? [] : ['', new URL('/', base).href]),
  ]
  return { to, subject: subjectOf(`${count} more alerts of Casbah`), text: lines.join('\n') }
}

const markOf = (alert: Alert) => `[${alert.severity}]${alert.isSimulated ? ' [simulated]' : ''}`
const linkTo = (alert: string, base: string | null) =>
  base === null ? [`Alert: ${alert}`] : ['', new URL(pathOf(alert), base).href]
const oneLine = (text: string) => text.replace(/\s+/g, ' ')
const subjectOf = (text: string) => oneLine(text).slice(0, 200)
