import { z } from 'zod'

const flag = z.union([z.boolean(), z.string()])

export const people = z
  .array(
    z.looseObject({
      id: z.string().min(1),
      emails: z.array(z.string()).nullish(),
      loginEnabled: flag,
      invitePending: flag.nullish(),
      lastActivity: z.string().nullish(),
      type: z.string().nullish(),
    }),
  )
  .min(1)

/** People who may sign in and once did: no bots, nobody who was only invited. */
export const active = (all: z.infer<typeof people>) =>
  all
    .filter(({ loginEnabled, invitePending, type }) => {
      const isPerson = type == null || type === 'person'
      return isPerson && String(loginEnabled) === 'true' && String(invitePending) !== 'true'
    })
    .map(({ id, emails, lastActivity }) => ({ name: emails?.[0] ?? id, account: id, lastSeen: lastActivity }))
