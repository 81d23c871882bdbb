import { z } from 'zod'

export const person = z.looseObject({ login: z.string() })

export const installation = z.looseObject({
  app_slug: z.string(),
  repository_selection: z.enum(['all', 'selected']),
  permissions: z.record(z.string(), z.string()),
})

export const names = z.array(z.string()).max(100).default([])

export const fineGrainedToken = z.looseObject({
  token_name: z.string(),
  owner: z.looseObject({ login: z.string() }),
  access_granted_at: z.string(),
  token_expires_at: z.string().nullable(),
})

export const hook = z.looseObject({
  id: z.number(),
  active: z.boolean(),
  config: z.looseObject({
    url: z.string(),
    insecure_ssl: z.union([z.string(), z.number()]).transform(String),
    secret: z.string().nullish(),
  }),
})
