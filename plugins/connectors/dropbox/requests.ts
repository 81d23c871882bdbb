import type { Config, HttpRequest, PageStyle, Place } from '@casbah/sdk'

/** Every call is a POST. One without an argument must have no body at all. */
export const call = (path: string, json?: object, headers?: Record<string, string>): HttpRequest => ({
  method: 'POST',
  path,
  ...(json && { json }),
  ...(headers && { headers }),
})

/** Calls of users are done in the name of a member of the team. */
export const asMember = (id: string | undefined) => ({ 'dropbox-api-select-user': id ?? '' })

/** The same in the name of the administrator, who may look at what all members have. */
export const asAdministrator = ({ administrator }: Config) => ({
  'dropbox-api-select-admin': String(administrator),
})

export const byAdministrator = (config: Config, path: string, json: object): HttpRequest =>
  call(path, json, asAdministrator(config))

/** A list goes on at an address of its own, which is told the place and nothing else. */
export const listed = (path: string, json: object, { cursor }: Place, onward = `${path}/continue`): HttpRequest =>
  cursor ? call(onward, { cursor }) : call(path, json)

export const BY_CURSOR = { style: 'bodyCursor', field: 'cursor', more: 'has_more' } as const satisfies PageStyle
