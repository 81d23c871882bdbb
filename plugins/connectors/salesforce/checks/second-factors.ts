import { z } from 'zod'
import { factors, isStrong } from '../second-factors.ts'

/** Users with a second factor other than mail or text message; null when the list could not be read. */
export function withSecondFactor(list: unknown): Set<string> | null {
  const parsed = z.array(factors).safeParse(list)
  return parsed.success ? new Set(parsed.data.filter(isStrong).map(({ UserId }) => UserId)) : null
}
