import { pathTo, type ActionInput } from '@casbah/sdk'

const RIGHTS = ['view', 'edit', 'share', 'administer', 'noAccess'] as const
export type Rights = Record<(typeof RIGHTS)[number], boolean>

/** The rights that a row of membership names. */
export const rightsIn = (row: Record<string, unknown>) =>
  Object.fromEntries(RIGHTS.map(name => [name, row[name] === true])) as Rights

/** Adds or removes a group; NetDocuments wants all rights named, also where none are given. */
export const change = (input: ActionInput, action: 'add' | 'remove', id: string, rights: Partial<Rights> = {}) => ({
  method: 'POST' as const,
  path: pathTo`/v1/cabinet/${input.target.externalId}/membership`,
  form: { action, id, ...rightsIn(rights) },
})

/** All groups of the cabinet, hidden ones too, and which are from outside; without their rights. */
export const groupsOf = (input: ActionInput) => ({ path: pathTo`/v2/cabinet/${input.target.externalId}/groups` })
