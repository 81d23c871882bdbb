import { z } from 'zod'

/** A webhook of the organisation. The secret is shown as asterisks, where there is one. */
export const webhook = z.looseObject({
  id: z.number(),
  active: z.boolean(),
  config: z.looseObject({
    url: z.string(),
    insecure_ssl: z.union([z.string(), z.number()]).transform(String),
    secret: z.string().nullish(),
  }),
})

/** What lets others read or forge what is sent to it, in words. */
export const flawsOf = ({ config }: z.infer<typeof webhook>) =>
  [
    !config.url.startsWith('https://') && 'is not encrypted',
    config.insecure_ssl !== '0' && 'takes any certificate',
    !config.secret && 'has no secret',
  ].filter(Boolean)
