import type { Plan } from '../answers.ts'
import { LISTS } from './lists.ts'

export function inventoryFile({ pages }: Plan): string {
  const { ask, query, page } = LISTS[pages]
  return `import { defineListing, translate, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'

const user = z.looseObject({
  id: z.string().min(1),
  email: z.string().nullish(),
  name: z.string().nullish(),
  state: z.string().nullish(),
  admin: z.boolean().nullish(),
  mfa: z.boolean().nullish(),
})
type User = z.infer<typeof user>

const STATES: Record<string, AccountStatus> = { active: 'ACTIVE', suspended: 'SUSPENDED', deleted: 'DELETED' }

/** Who can sign in; groups, resources and grants are lists of the same kind. */
export const inventory: Inventory = {
  accounts: [
    defineListing<User>({
      name: 'users',
      row: user,
      request: (${ask.users}) => ({ path: '/users', query: ${query.users} }),
      rows: 'users',
      page: ${page.users},
      scopes: ['users.read'],
      // \`externalId\` is what the log names as \`actor.id\`.
      toAccount: ({ id, email, name, state, admin, mfa }) => ({
        externalId: id,
        email,
        displayName: name,
        status: translate(STATES, state) ?? 'UNKNOWN',
        isAdmin: admin,
        mfaEnabled: mfa,
      }),
    }),
  ],
}
`
}
