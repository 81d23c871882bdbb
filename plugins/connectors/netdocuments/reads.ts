import { at, pathTo, type Config, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { repositoryPath } from './card.ts'
import { WHOLE_LIST } from './whole-list.ts'

/** A part of an object that another read listed: a cabinet, or a group, which is listed by its id alone. */
const partOf =
  (base: string, part: string) =>
  (_: Config, { parent }: ReadRequest) => {
    const id = typeof parent === 'string' ? parent : String(at(parent, 'id'))
    return { path: base + pathTo`/${id}/${part}` }
  }

/** Who is in the repository, and who may do what in its cabinets. */
export const reads: Record<string, ReadSpec> = {
  users: {
    request: config => ({ path: `${repositoryPath(config)}/users` }),
    ...WHOLE_LIST,
    scope: 'read',
  },
  groups: {
    request: config => ({ path: `${repositoryPath(config)}/groups`, query: { $top: '10000' } }),
    ...WHOLE_LIST,
    scope: 'read',
  },
  /** `{id, name, external, hidden}` of each group. */
  groupInfo: { each: 'groups', request: partOf('/v1/Group', 'info'), scope: 'read' },
  groupMembers: {
    each: 'groups',
    request: partOf('/v1/Group', 'members'),
    ...WHOLE_LIST,
    scope: 'read',
  },
  cabinets: {
    request: () => ({ path: '/v1/User/cabinets' }),
    ...WHOLE_LIST,
    scope: 'read',
  },
  /** Rights of each group that is not hidden, and which of them new documents get. */
  cabinetRights: {
    each: 'cabinets',
    request: partOf('/v1/cabinet', 'membership'),
    ...WHOLE_LIST,
    scope: 'read',
  },
  /** All groups of a cabinet, and which of them are from outside. */
  cabinetGroups: {
    each: 'cabinets',
    request: partOf('/v2/cabinet', 'groups'),
    ...WHOLE_LIST,
    scope: 'read',
  },
}
