import { createHmac, randomBytes } from 'node:crypto'

// Standard Webhooks 1.0: https://www.standardwebhooks.com

const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A signing secret as receivers are shown it. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64')
}

/** Headers that show a receiver who sent a message, and when: one signature for each secret, the newest first. `at`: epoch ms. */
export function signedHeaders(
  id: string,
  at: number,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000))
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
