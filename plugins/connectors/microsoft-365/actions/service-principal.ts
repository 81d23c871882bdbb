import { pathTo, setField, type ActionInput } from '@casbah/sdk'

/** What disabling an app is, whether it was met as an account or as what was let in. It is looked for by its id, since what is not there is then no error. */
export const disabling = (idOf: (input: ActionInput) => string | undefined) => ({
  effect: 'REVERSIBLE' as const,
  scope: 'Application.ReadWrite.All',
  readScopes: ['Application.Read.All'],
  ...setField(
    {
      vendor: 'Microsoft',
      what: 'the app',
      show: (input, field) => ({
        path: '/servicePrincipals',
        query: { $filter: `id eq '${idOf(input)}'`, $select: `id,${field}` },
      }),
      list: 'value',
      idOf,
      change: (input, json) => ({ method: 'PATCH', path: pathTo`/servicePrincipals/${idOf(input)}`, json }),
    },
    'accountEnabled',
    { to: false, back: true },
  ),
})
