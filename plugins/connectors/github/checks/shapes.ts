import { z } from 'zod'

export const person = z.looseObject({ login: z.string() })

export const installation = z.looseObject({
  app_slug: z.string(),
  repository_selection: z.enum(['all', 'selected']),
  permissions: z.record(z.string(), z.string()),
})

/** A parameter of names that are let be; none by default. */
export const names = (description: string) => z.array(z.string()).max(100).default([]).describe(description)

const DAY_MS = 86_400_000

/** What a token is called, whose it is, and for how many days from when it was let in it is good: NaN where a time is none. */
export const fineGrainedToken = z
  .looseObject({
    token_name: z.string(),
    owner: z.looseObject({ login: z.string() }),
    access_granted_at: z.string(),
    token_expires_at: z.string().nullable(),
  })
  .transform(({ token_name: token, owner: { login }, access_granted_at: from, token_expires_at: until }) => ({
    name: `${token} of ${login}`,
    account: login,
    lasts: until ? (Date.parse(until) - Date.parse(from)) / DAY_MS : Infinity,
  }))
