import { createHash, createHmac } from 'node:crypto'

/** What a webhook sends. */
export interface GithubDelivery {
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
}

interface Sending {
  /** The webhook's secret; without one nothing is signed. */
  secret?: string
  /** When it is made, epoch milliseconds. */
  time: number
}

/** A delivery of a webhook as GitHub makes it: the event and the delivery's id in headers, the body signed. */
export function githubDelivery(event: string, payload: object, { secret, time }: Sending): GithubDelivery {
  const body = JSON.stringify(payload)
  const signature = secret === undefined ? undefined : createHmac('sha256', secret).update(body).digest('hex')
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/0000000',
      'x-github-event': event,
      'x-github-delivery': deliveryId(time, event + body),
      ...(signature && { 'x-hub-signature-256': `sha256=${signature}` }),
    },
    body,
  }
}

/** From 1582-10-15, where the clock of UUIDs begins, to 1970, milliseconds. */
const GREGORIAN_MS = 12_219_292_800_000

/** A UUID of version 1, which holds the time in units of 100 ns, its lowest part first; what follows tells deliveries of one instant apart. */
function deliveryId(time: number, text: string): string {
  const ticks = ((BigInt(time) + BigInt(GREGORIAN_MS)) * 10_000n).toString(16).padStart(15, '0')
  const node = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return `${ticks.slice(7)}-${ticks.slice(3, 7)}-1${ticks.slice(0, 3)}-8000-${node}`
}
