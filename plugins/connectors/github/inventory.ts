import { defineListing, type AccountDraft, type Inventory, type Query } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from './card.ts'

const text = z.string().nullish()
const user = z.looseObject({ login: z.string().min(1), name: text, email: text, type: text })
type User = z.infer<typeof user>

/** GitHub lists nothing but names; what it knows of a member comes by asking for those who are owners or lack a second factor. */
export const inventory: Inventory = {
  accounts: [
    people('members', '/members', {}, row => ({ ...person(row), status: 'ACTIVE', isExternal: false })),
    people('outside-collaborators', '/outside_collaborators', {}, row => ({
      ...person(row),
      status: 'ACTIVE',
      isExternal: true,
    })),
    people('owners', '/members', { role: 'admin' }, () => ({ isAdmin: true })),
    people('members-without-second-factor', '/members', { filter: '2fa_disabled' }, () => ({ mfaEnabled: false })),
    people('collaborators-without-second-factor', '/outside_collaborators', { filter: '2fa_disabled' }, () => ({
      mfaEnabled: false,
    })),
  ],
}

const person = ({ login, name, email, type }: User) => ({
  displayName: name || login,
  email: email || undefined,
  isService: type === 'Bot',
})

function people(name: string, path: string, query: Query, said: (row: User) => Partial<AccountDraft>) {
  return defineListing<User>({
    name,
    row: user,
    request: ({ config }) => ({ path: orgPath(config) + path, query: { ...query, per_page: 100 } }),
    rows: '',
    page: { style: 'link' },
    scopes: ['read:org'],
    toAccount: row => ({ externalId: row.login, ...said(row) }),
  })
}
