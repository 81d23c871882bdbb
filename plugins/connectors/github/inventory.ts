import { defineListing, pathTo, type AccessDraft, type AccountDraft, type Inventory, type Query } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from './card.ts'
import { grants } from './grants.ts'
import { repositoryPath } from './repository-path.ts'

const text = z.string().nullish()
const user = z.looseObject({ login: z.string().min(1), name: text, email: text, type: text })
type User = z.infer<typeof user>
const team = z.looseObject({ name: z.string().min(1), html_url: z.string().regex(/\/orgs\/[^/]+\/teams\/[^/]+$/) })

const repository = z.looseObject({
  full_name: z.string().min(1),
  html_url: text,
  private: z.boolean(),
  visibility: text,
  updated_at: text,
  pushed_at: text,
})

const LIST = { rows: '', page: { style: 'link' as const }, scopes: ['read:org'] }

/** Events after which a repository may look otherwise. */
const TOUCHING =
  /^(repo\.(access|archived|create|destroy|rename|restore|transfer(_outgoing)?|unarchived)|repository\.(privatized|publicized))$/

/** GitHub lists nothing but names; what it knows of a member comes by asking for those who are owners or lack a second factor. */
export const inventory: Inventory = {
  accounts: [
    people('members', '/members', {}, person(false)),
    people('outside-collaborators', '/outside_collaborators', {}, person(true)),
    people('owners', '/members', { role: 'admin' }, () => ({ isAdmin: true })),
    ...Object.entries({ members: '/members', collaborators: '/outside_collaborators' }).map(([who, path]) =>
      people(`${who}-without-second-factor`, path, { filter: '2fa_disabled' }, () => ({ mfaEnabled: false })),
    ),
  ],
  groups: [
    defineListing<z.infer<typeof team>>({
      name: 'teams',
      row: team,
      request: ({ config }) => ({ path: `${orgPath(config)}/teams`, query: { per_page: 100 } }),
      ...LIST,
      // The audit log names a team `organisation/slug`; of its row only the address has both.
      toGroup: ({ name, html_url }) => ({ externalId: html_url.replace(/^.*\/orgs\/([^/]+)\/teams\//, '$1/'), name }),
    }),
    defineListing<User>({
      name: 'team-members',
      each: 'teams',
      row: user,
      request: ({ config, parent }) => ({
        path: orgPath(config) + pathTo`/teams/${parent?.externalId.split('/')[1]}/members`,
        query: { per_page: 100 },
      }),
      ...LIST,
      toGroup: ({ login }, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? '',
        members: [login],
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof repository>>({
      name: 'repositories',
      row: repository,
      request: ({ config }) => ({
        path: `${orgPath(config)}/repos`,
        query: { type: config.repositories === 'public' ? 'public' : 'all', per_page: 100 },
      }),
      ...LIST,
      scopes: ['repo'],
      toResource: ({ full_name, html_url, updated_at, pushed_at, ...row }) => ({
        externalId: full_name,
        kind: 'REPOSITORY',
        name: full_name,
        url: html_url,
        access: [row.private ? INSIDE : { to: 'anyone', role: 'READ' }],
        modifiedAt: pushed_at ?? updated_at,
        label: row.visibility,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        TOUCHING.test(vendorAction) ? targets.flatMap(({ kind, id }) => (kind === 'repository' && id ? [id] : [])) : [],
      one: ({ externalId }) => ({ path: repositoryPath(externalId) }),
    }),
  ],
  grants,
}

/** A private repository is for members whom teams or the base permission let in, an internal one for the whole enterprise. */
const INSIDE: AccessDraft = { to: 'organisation' }

function person(isExternal: boolean) {
  return ({ login, name, email, type }: User) => ({
    displayName: name || login,
    email: email || undefined,
    status: 'ACTIVE' as const,
    isService: type === 'Bot',
    isExternal,
  })
}

function people(name: string, path: string, query: Query, said: (row: User) => Partial<AccountDraft>) {
  return defineListing<User>({
    name,
    row: user,
    request: ({ config }) => ({ path: orgPath(config) + path, query: { ...query, per_page: 100 } }),
    ...LIST,
    toAccount: row => ({ externalId: row.login, ...said(row) }),
  })
}
