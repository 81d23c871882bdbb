import { confirmField, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'

const lifecycle = ({ target }: ActionInput, verb: 'disable' | 'enable'): HttpRequest => ({
  method: 'POST',
  path: pathTo`/users/${target.externalId}/manage/lifecycle/${verb}`,
  ...(verb === 'disable' && { json: {} }),
})

const accountIs = (is: string) =>
  confirmField({ vendor: 'Atlassian', what: 'the account', field: 'account.account_status', is })

/** Only accounts of a verified domain are managed; of any other Atlassian answers 403 or 404. */
export const deactivateAccount = defineAction({
  name: 'deactivate-account',
  title: 'Deactivate managed account',
  description:
    'Blocks the whole Atlassian account: it can sign in nowhere, and its sessions end. Only accounts of a verified domain can be deactivated.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 50,
  scope: 'manage:org',
  readScopes: ['manage:org'],
  request: input => lifecycle(input, 'disable'),
  confirm: {
    request: ({ target }) => ({ path: pathTo`/users/${target.externalId}/manage/profile` }),
    judge: accountIs('inactive'),
  },
  undo: { request: input => lifecycle(input, 'enable'), judge: accountIs('active') },
})
