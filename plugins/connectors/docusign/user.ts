import { confirmField, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => pathTo`/users/${target.externalId}`

/** Shows a user with groups and permission profile. */
export const showUser = (input: ActionInput): HttpRequest => ({ path: path(input), query: { additional_info: true } })

/** Gives a user another permission profile; all else stays. */
export const putProfile = (input: ActionInput, permissionProfileId: string): HttpRequest => ({
  method: 'PUT',
  path: path(input),
  json: { permissionProfileId },
})

export const profileIs = (is: string) =>
  confirmField({ vendor: 'DocuSign', what: 'the user', field: 'permissionProfileId', is })

/** A parameter that is the number of something of the account. */
export const numberOf = (what: string, where: string) =>
  z
    .string()
    .regex(/^\d{1,20}$/, { error: `Give the ID of the ${what}, digits alone.` })
    .describe(`ID of the ${what}: ${where}.`)
