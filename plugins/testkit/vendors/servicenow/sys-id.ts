import { createHash } from 'node:crypto'

/** A key as ServiceNow gives them, 32 hexadecimal signs; the same for the same parts. */
export function sysId(...parts: (string | number)[]): string {
  return createHash('md5').update(parts.join('\u001f')).digest('hex')
}
