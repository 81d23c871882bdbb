import { defineListing, pathTo, type ActivityDraft, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from './card.ts'

const text = z.string().nullish()
const user = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  email: text,
  external: z.boolean().nullish(),
  lastLogin: text,
  registered: text,
})
const group = z.looseObject({ id: z.string().min(1), name: text })
const member = z.looseObject({ id: z.string().min(1) })
const cabinet = z.looseObject({ id: z.string().min(1), name: text, repositoryName: text })
const cabinetGroup = z.looseObject({ Id: z.string().min(1), Name: text, External: z.boolean().nullish() })

/** Users with what the repository says of them, groups with their members, cabinets with the groups that are let in. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      request: ({ config }) => ({ path: `${repositoryPath(config)}/users` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      toAccount: ({ id, displayName, email, external, lastLogin, registered }) => ({
        externalId: id,
        email: email || undefined,
        displayName: displayName || undefined,
        status: registered || lastLogin ? 'ACTIVE' : 'INVITED',
        isExternal: external,
        lastSeenAt: inUtc(lastLogin),
      }),
    }),
  ],
  groups: [
    // The list names ids alone; names and members come from each group itself.
    defineListing<string>({
      name: 'groups',
      row: z.string().min(1),
      request: ({ config }) => ({ path: `${repositoryPath(config)}/groups`, query: { $top: '10000' } }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      toGroup: id => ({ externalId: id, name: id }),
    }),
    defineListing<z.infer<typeof group>>({
      name: 'group-names',
      each: 'groups',
      row: group,
      request: ({ parent }) => ({ path: pathTo`/v1/Group/${parent?.externalId}/info` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      toGroup: ({ id, name }) => ({ externalId: id, name: name || id }),
    }),
    defineListing<z.infer<typeof member>>({
      name: 'group-members',
      each: 'group-names',
      row: member,
      request: ({ parent }) => ({ path: pathTo`/v1/Group/${parent?.externalId}/members` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      toGroup: ({ id }, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? parent?.externalId ?? '',
        members: [id],
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof cabinet>>({
      name: 'cabinets',
      row: cabinet,
      request: () => ({ path: '/v1/User/cabinets' }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      // Whom it lets in is told by its groups.
      toResource: ({ id, name, repositoryName }) => ({
        externalId: id,
        kind: 'SITE',
        name: [repositoryName, name || id].filter(Boolean).join('/'),
      }),
      touched: cabinetsIn,
    }),
    // Membership has the rights, but neither hidden groups nor which groups are from outside.
    defineListing<z.infer<typeof cabinetGroup>>({
      name: 'cabinet-groups',
      each: 'cabinets',
      row: cabinetGroup,
      request: ({ parent }) => ({ path: pathTo`/v2/cabinet/${parent?.externalId}/groups` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['read'],
      toResource: ({ Id, Name, External }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'SITE',
        name: parent?.name ?? parent?.externalId ?? '',
        access: [{ to: 'group', name: Name || Id, isExternal: External }],
      }),
    }),
  ],
}

/** Times come without a zone, in UTC. */
function inUtc(time: string | null | undefined): string | undefined {
  const [, whole] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)Z?$/.exec(time ?? '') ?? []
  return whole && `${whole}Z`
}

/** Administration changes who is let into a cabinet; whatever it is called, the cabinet is read again. */
function cabinetsIn({ isAdmin, targets = [] }: ActivityDraft): string[] {
  return isAdmin ? targets.flatMap(({ kind, id }) => (kind === 'site' && id ? [id] : [])) : []
}
