import { pathTo, removeListed, type Action, type ActionInput } from '@casbah/sdk'
import { MICROSOFT } from '../graph.ts'
import { permission, type Permission } from '../permission.ts'

/** An item is named by its library and itself. */
function permissionsPath({ target }: ActionInput): string {
  const [drive, item] = target.externalId.split('/')
  return pathTo`/drives/${drive}/items/${item}/permissions`
}

/** What an action on a file is that takes the access that is meant. The owner’s cannot be taken, and what comes from a folder above only there. */
export const takesAccess = (isMeant: (permission: Permission, input: ActionInput) => boolean) => ({
  target: 'RESOURCE' as const,
  kinds: ['FILE', 'FOLDER'] satisfies Action['kinds'],
  scope: 'Files.ReadWrite.All',
  ...removeListed({
    ...MICROSOFT,
    what: 'those who have access',
    list: input => ({ path: permissionsPath(input) }),
    rows: 'value',
    row: permission,
    meant: (one, input) => !one.roles?.includes('owner') && isMeant(one, input),
    remove: ({ id, inheritedFrom: above }, input) =>
      above?.id || above?.path ? null : { method: 'DELETE', path: permissionsPath(input) + pathTo`/${id}` },
    elsewhere: 'from a folder above: take them there',
  }),
})
