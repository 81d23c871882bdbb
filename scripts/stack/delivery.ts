import type { DeliverySettings } from '@casbah/alerts'
import { StartError } from './options.ts'

/** How alerts go out, as the environment says. */
export function deliverySettings(variables: NodeJS.ProcessEnv): DeliverySettings {
  const { CASBAH_WEBHOOK_LOOPBACK: loopback = 'off', SMTP_URL: url, MAIL_FROM: from } = variables
  if (loopback !== 'on' && loopback !== 'off')
    throw new StartError(
      `CASBAH_WEBHOOK_LOOPBACK is "${loopback}". Give "on" to let webhooks lead to this machine, for a demo or a test, or leave it out.`,
    )
  return { mail: { url, from }, allowLoopback: loopback === 'on' }
}
