import { judgeIdle, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const DAYS = 90

const users = z.array(
  z.looseObject({
    id: z.string().min(1),
    displayName: z.string().nullish(),
    email: z.string().nullish(),
    external: z.boolean(),
    lastLogin: z.string().nullish(),
    registered: z.string().nullish(),
  }),
)

/** Users, of the organisation or from outside, who have not signed in for long. Whoever signs in shows that the repository is in use. */
export const judgeIdleUsers = (external: boolean) =>
  judgeParsed(
    { users },
    'NetDocuments did not tell readably when users signed in last, and of which kind they are.',
    read => {
      const all = read.users.map(({ id, displayName, email, lastLogin, ...user }) => ({
        external: user.external,
        seen: { name: email || displayName || id, account: id, lastSeen: lastLogin },
      }))
      return judgeIdle(
        all.flatMap(user => (user.external === external ? [user.seen] : [])),
        {
          days: DAYS,
          who: external ? 'external users' : 'internal users',
          unknown: 'NetDocuments did not tell readably when users signed in last.',
        },
        all.map(({ seen }) => seen),
      )
    },
  )
