import { createHash } from 'node:crypto'
import { PackageRefused } from './package-refused.ts'

/** Subresource integrity of bytes, `sha512-…`. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

/** Whether a text has the form of an integrity that is taken. */
export function isIntegrity(text: string): boolean {
  return /^sha512-[A-Za-z0-9+/]{86}==$/.test(text)
}

/** Throws PackageRefused when the bytes are not those that the integrity stands for. */
export function checkIntegrity(bytes: Uint8Array, integrity: string): void {
  const found = integrityOf(bytes)
  if (found === integrity) return
  throw new PackageRefused(
    [`Its integrity is ${found}, not the one that was given.`],
    'Compare both with what the author of the connector publishes; do not install it if they differ there, too.',
  )
}
