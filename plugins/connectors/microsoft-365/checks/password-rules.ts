import { z } from 'zod'

const directorySettings = z.array(
  z.looseObject({
    templateId: z.string(),
    values: z.array(z.looseObject({ name: z.string(), value: z.string().nullish() })),
  }),
)

export const NO_SETTINGS =
  'Microsoft did not list the settings of the directory; the right Directory.Read.All is needed.'

export const UNTOLD = {
  status: 'CANNOT_TELL',
  message: 'The password rules of the directory do not tell how guessing is stopped.',
} as const

/** Template of the settings that Microsoft calls password rules. */
const PASSWORD_RULES = '5cf42378-d67d-4f36-ba46-e8b86229381d'

/** One number of the password rules, `usual` where they were never changed and so are not listed; null where it is no number. */
function passwordRule(all: z.infer<typeof directorySettings>, name: string, usual: number): number | null {
  const rules = all.find(({ templateId }) => templateId === PASSWORD_RULES)
  const value = rules ? rules.values.find(one => one.name === name)?.value : String(usual)
  return value && /^\d+$/.test(value) ? Number(value) : null
}

/** After how many wrong passwords an account is locked, and for how many seconds; null what the rules do not tell. */
export const lockoutRules = directorySettings.transform(all => ({
  threshold: passwordRule(all, 'LockoutThreshold', 10),
  duration: passwordRule(all, 'LockoutDurationInSeconds', 60),
}))
