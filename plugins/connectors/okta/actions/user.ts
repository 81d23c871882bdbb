import { confirmField, pathTo, type ActionInput } from '@casbah/sdk'

/** Address of the user that an action is on. */
export const pathOf = ({ target }: ActionInput) => pathTo`/api/v1/users/${target.externalId}`

export const show = (input: ActionInput) => ({ path: pathOf(input) })

export const lifecycle = (input: ActionInput, step: string) => ({
  method: 'POST' as const,
  path: `${pathOf(input)}/lifecycle/${step}`,
})

export const statusIs = (...is: string[]) => confirmField({ vendor: 'Okta', what: 'the user', field: 'status', is })
