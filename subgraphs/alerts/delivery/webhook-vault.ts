import { deriveKey, open, seal } from '@casbah/kit'
import { newSecret } from './sign.ts'

/** How long calls are signed by the secret before, too. */
const OVERLAP_MS = 24 * 3_600_000

/** Secrets of a webhook; times in epoch ms. */
export interface Secrets {
  current: string
  previous: { secret: string; until: number } | null
}

/** Closes and opens what a webhook keeps secret: where it leads, since addresses carry passwords and keys, and what it is signed by. */
export class WebhookVault {
  private readonly masterKey: Uint8Array
  constructor(masterKey: Uint8Array) {
    this.masterKey = masterKey
  }

  sealAddress(tenant: string, webhook: string, url: string): Buffer {
    return seal(this.key(tenant), `${webhook} address`, { url })
  }

  address(tenant: string, webhook: string, sealed: Buffer): string {
    return open<{ url: string }>(this.key(tenant), `${webhook} address`, sealed).url
  }

  sealSecrets(tenant: string, webhook: string, secrets: Secrets): Buffer {
    return seal(this.key(tenant), `${webhook} secret`, secrets)
  }

  secrets(tenant: string, webhook: string, sealed: Buffer): Secrets {
    return open<Secrets>(this.key(tenant), `${webhook} secret`, sealed)
  }

  private key(tenant: string): Buffer {
    return deriveKey(this.masterKey, 'webhooks', tenant)
  }
}

export function firstSecrets(): Secrets {
  return { current: newSecret(), previous: null }
}

/** New secrets, the old one signing beside the new for a day. */
export function rotated({ current }: Secrets, now: number): Secrets {
  return { current: newSecret(), previous: { secret: current, until: now + OVERLAP_MS } }
}

/** Secrets to sign by at a moment, the newest first. */
export function signingSecrets({ current, previous }: Secrets, now: number): string[] {
  return previous && previous.until > now ? [current, previous.secret] : [current]
}
