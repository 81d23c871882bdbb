import type { z } from 'zod'
import type { directorySettings } from './shapes.ts'

/** Template of the settings that Microsoft calls password rules. */
const PASSWORD_RULES = '5cf42378-d67d-4f36-ba46-e8b86229381d'

/** One number of the password rules, `usual` where they were never changed and so are not listed; null where it is no number. */
export function passwordRule(all: z.infer<typeof directorySettings>, name: string, usual: number): number | null {
  const rules = all.find(({ templateId }) => templateId === PASSWORD_RULES)
  const value = rules ? rules.values.find(one => one.name === name)?.value : String(usual)
  return value && /^\d+$/.test(value) ? Number(value) : null
}
