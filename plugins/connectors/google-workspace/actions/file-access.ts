import { meantIn, pathTo, removeListed, type Action, type ActionInput, type Removal } from '@casbah/sdk'
import { fileRequest, kept, permission, type Permission } from '../drive-permission.ts'
import { MANAGE_FILES } from '../scopes.ts'

const FIELDS = 'permissions(id,type,role,emailAddress,domain,allowFileDiscovery)'
const rememberedIn = ({ remembered }: ActionInput) =>
  Array.isArray(remembered) ? (remembered as ReturnType<typeof kept>[]) : []

/** What an action is that takes from a file the access that is meant, but never the owner's, and can give the same again, without mail to anybody. */
export function takesAccess(isMeant: (permission: Permission, input: ActionInput) => boolean) {
  const removal: Removal<Permission> = {
    vendor: 'Google',
    what: 'those who have access',
    list: input => fileRequest(input, '/permissions', { query: { fields: FIELDS, pageSize: 100 } }),
    rows: 'permissions',
    row: permission,
    meant: (one, input) => one.role !== 'owner' && isMeant(one, input),
    remove: ({ id }, input) => fileRequest(input, pathTo`/permissions/${id}`, { method: 'DELETE' }),
  }
  return {
    target: 'RESOURCE',
    kinds: ['FILE', 'FOLDER'],
    effect: 'REVERSIBLE',
    scope: MANAGE_FILES,
    ...removeListed(removal),
    remember: input => meantIn(input.found, removal, input)?.map(kept),
    undo: {
      request: input =>
        rememberedIn(input).map(json => {
          const query = json.type === 'user' || json.type === 'group' ? { sendNotificationEmail: false } : {}
          return fileRequest(input, '/permissions', { method: 'POST', query, json })
        }),
      judge: (answer, input) => {
        const there = input && meantIn(answer, removal, input)?.length
        if (there === undefined) return { done: null, result: 'Google’s answer does not list who has access.' }
        return { done: there >= rememberedIn(input!).length, result: `${there} permissions that are meant are there.` }
      },
    },
  } satisfies Partial<Action>
}
