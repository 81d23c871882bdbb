import { userError, type UserErrorData } from '@casbah/kit'
import type { DataNeed } from '../detection/anomaly/kind.ts'

const WHAT: Partial<Record<DataNeed, string>> = {
  country: 'the country of addresses',
  asn: 'the network (ASN) of addresses',
}

/**
 * What a detector needs and does not get, as a NOT_READY with its remedy; null when it can work. `lacks`: facts that no event of the last
 * 30 days had, although events have addresses.
 */
export function dataProblem(needs: readonly DataNeed[], lacks: readonly string[]): UserErrorData | null {
  const lacking = needs.filter(need => lacks.includes(need)).map(need => WHAT[need] ?? need)
  if (!lacking.length) return null
  return userError(
    'NOT_READY',
    `The detector needs ${lacking.join(' and ')}, which no event of the last 30 days has. Set the look-up data of addresses up, as the operator's guide says.`,
  )
}
