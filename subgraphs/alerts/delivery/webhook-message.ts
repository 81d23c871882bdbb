import type { Tx } from '@casbah/kit'
import type { Claimed } from './queue.ts'
import { pathOf, readAlerts, readFindings } from './told-alerts.ts'

/** The body of a call, as text; null when the alert that it tells of is gone. */
export async function webhookMessage(
  tx: Tx,
  { event, at, alert, seq, webhook }: Pick<Claimed, 'event' | 'at' | 'alert' | 'seq' | 'webhook'>,
): Promise<string | null> {
  const message = (data: object) => JSON.stringify({ type: event, timestamp: at.toISOString(), data })
  if (alert === null) return message({ webhook, message: 'Somebody tries whether calls of Casbah arrive here.' })
  const found = (await readAlerts(tx, [alert])).get(alert)
  if (!found) return null
  const [finding] = await readFindings(tx, [found])
  return message({ id: alert, sequence: seq, url: pathOf(alert), ...finding })
}
