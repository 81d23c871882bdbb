import { at, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { publicGrants } from '../permission-schemes.ts'
import { onSite } from '../site.ts'

const list = ({ config }: ActionInput): HttpRequest => ({
  url: onSite(config, '/rest/api/3/permissionscheme'),
  query: { expand: 'permissions' },
})

/** What is open to everybody without an account. Atlassian describes no request that grants it again. */
export const closePublicAccess = defineAction({
  name: 'close-public-access',
  title: 'Close Jira to the public',
  description:
    'Takes out of every permission scheme what it grants to anyone on the internet. People with an account keep what they have; visitors see nothing any more.',
  target: 'APP',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'manage:jira-configuration',
  readScopes: ['read:jira-work'],
  lookup: list,
  request: input => {
    const open = publicGrants(at(input.found?.body, 'permissionSchemes'))
    if (!open) throw new Error('Jira did not list its permission schemes with their grants, so none can be changed.')
    return open.slice(0, 100).map(({ scheme, grant }) => ({
      method: 'DELETE',
      url: onSite(input.config, pathTo`/rest/api/3/permissionscheme/${scheme}/permission/${grant}`),
    }))
  },
  answers: [404],
  confirm: {
    request: list,
    judge: ({ status, body }) => {
      const open = publicGrants(at(body, 'permissionSchemes'))
      if (status !== 200 || !open)
        return { done: status === 200 ? null : false, result: `Jira answers ${status} without its permission schemes.` }
      return { done: open.length === 0, result: `Jira shows ${open.length} grants to anyone.` }
    },
  },
})
