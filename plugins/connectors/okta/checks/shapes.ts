import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

const text = z.string().nullish()

export const adminUsers = z.array(
  z.looseObject({
    value: z.looseObject({
      id: z.string(),
      status: z.string(),
      lastLogin: z.string().nullable(),
      profile: z.looseObject({ login: z.string() }).nullish(),
    }),
  }),
)

// Every organisation has zones of its own from the first day on.
export const zones = z
  .array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      status: z.string(),
      usage: text,
      proxyType: text,
      ipServiceCategories: z.looseObject({ include: z.array(z.string()).nullish() }).nullish(),
    }),
  )
  .min(1)
export type Zone = z.infer<typeof zones>[number]

export const boundToken = z.looseObject({
  name: z.string(),
  network: z.looseObject({ connection: z.string(), include: z.array(z.string()).nullish() }),
})

/** API tokens, each with the account of its owner. */
export const ownedTokens = z.array(
  z
    .looseObject({ name: z.string(), userId: z.string().min(1) })
    .transform(({ name, userId }) => ({ name, account: userId })),
)
export const NO_TOKENS = { status: 'PASS', message: 'There are no API tokens.' } as const

export const oauthApp = z.looseObject({
  label: z.string(),
  status: z.string(),
  signOnMode: z.string(),
  settings: z
    .looseObject({ oauthClient: z.looseObject({ grant_types: z.array(z.string()).nullish() }).nullish() })
    .nullish(),
})

export const fipsOf = z
  .array(
    z.looseObject({
      key: z.string(),
      status: z.string(),
      settings: z
        .looseObject({ compliance: z.looseObject({ fips: z.enum(['REQUIRED', 'OPTIONAL']).nullish() }).nullish() })
        .nullish(),
    }),
  )
  .min(1)

export const methods = z
  .array(
    z.looseObject({
      parent: z.looseObject({ name: z.string(), status: z.string() }),
      value: z.array(z.looseObject({ type: z.string(), status: z.string() })),
    }),
  )
  .min(1)

const WEAK = new Set(['phone_number', 'okta_email', 'security_question'])
const RECOVERY = ['recovery', 'none']

/** Authenticators that are weak and active, each with whether it only helps to recover an account: null where Okta does not say. */
export const weakFactors = z
  .array(
    z.looseObject({
      key: z.string(),
      name: z.string().nullish(),
      status: z.string(),
      settings: z.looseObject({ allowedFor: z.string().nullish() }).nullish(),
    }),
  )
  .transform(all =>
    all
      .filter(({ key, status }) => WEAK.has(key) && status === 'ACTIVE')
      .map(({ key, name, settings }) => ({
        name: name ?? key,
        detail: `allowed for: ${settings?.allowedFor ?? 'not said'}`,
        onlyRecovers: settings?.allowedFor ? RECOVERY.includes(settings.allowedFor) : null,
      })),
  )

export const complexity = z.object({
  complexity: z.object({
    minLowerCase: z.number(),
    minUpperCase: z.number(),
    minNumber: z.number(),
    minSymbol: z.number(),
  }),
})
