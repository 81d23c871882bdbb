import { at, defineListing, pathTo, type ActivityDraft, type Inventory, type ListRequest } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from './card.ts'
import { WHOLE_LIST } from './whole-list.ts'

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
const cabinetsOf = z.array(z.looseObject({ rights: text })).nullish()
const cabinetGroup = z.looseObject({ Id: z.string().min(1), Name: text, External: z.boolean().nullish() })

const LIST = { ...WHOLE_LIST, scopes: ['read'] }

/** Users with what the repository says of them, groups with their members, cabinets with the groups that are let in. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      request: ({ config }) => ({ path: `${repositoryPath(config)}/users` }),
      ...LIST,
      toAccount: ({ id, displayName, email, external, lastLogin, registered }) => ({
        externalId: id,
        email: email || undefined,
        displayName: displayName || undefined,
        status: registered || lastLogin ? 'ACTIVE' : 'INVITED',
        isExternal: external,
        lastSeenAt: inUtc(lastLogin),
      }),
    }),
    // Nothing tells who administers the repository; who administers a cabinet does so by a group.
    defineListing<z.infer<typeof member>>({
      name: 'cabinet-administrators',
      each: 'administering-groups',
      row: member,
      request: membersOf,
      ...LIST,
      toAccount: ({ id }) => ({ externalId: id, isAdmin: true }),
    }),
  ],
  groups: [
    // The list names ids alone; names and members come from each group itself.
    defineListing<string>({
      name: 'groups',
      row: z.string().min(1),
      request: ({ config }) => ({ path: `${repositoryPath(config)}/groups`, query: { $top: '10000' } }),
      ...LIST,
      toGroup: id => ({ externalId: id, name: id }),
    }),
    defineListing<z.infer<typeof group>>({
      name: 'group-names',
      each: 'groups',
      row: group,
      request: ({ parent }) => ({ path: pathTo`/v1/Group/${parent?.externalId}/info` }),
      ...LIST,
      toGroup: ({ id, name }) => ({ externalId: id, name: name || id }),
    }),
    defineListing<z.infer<typeof member>>({
      name: 'group-members',
      each: 'group-names',
      row: member,
      request: membersOf,
      ...LIST,
      toGroup: ({ id }, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? parent?.externalId ?? '',
        members: [id],
      }),
    }),
    defineListing<z.infer<typeof group>>({
      name: 'administering-groups',
      each: 'groups',
      row: group,
      request: ({ parent }) => ({
        path: pathTo`/v1/Group/${parent?.externalId}/info`,
        query: { cabMembership: 'true' },
      }),
      ...LIST,
      split: administering,
      toGroup: ({ id, name }) => ({ externalId: id, name: name || id }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof cabinet>>({
      name: 'cabinets',
      row: cabinet,
      request: () => ({ path: '/v1/User/cabinets' }),
      ...LIST,
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
      ...LIST,
      toResource: ({ Id, Name, External }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'SITE',
        name: parent?.name ?? parent?.externalId ?? '',
        access: [{ to: 'group', name: Name || Id, isExternal: External }],
      }),
    }),
  ],
}

function membersOf({ parent }: ListRequest) {
  return { path: pathTo`/v1/Group/${parent?.externalId}/members` }
}

/** The group, where it administers a cabinet: its rights there are letters, of which A is to administer. */
function administering(one: unknown): unknown[] {
  const cabinets = cabinetsOf.parse(at(one, 'cabMembership')) ?? []
  return cabinets.some(({ rights }) => rights?.includes('A')) ? [one] : []
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
