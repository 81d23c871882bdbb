import { at, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { DRIVE } from '../files.ts'

const text = z.string().nullish()
const list = z
  .array(
    z.looseObject({
      id: z.string().min(1),
      type: text,
      role: text,
      emailAddress: text,
      domain: text,
      allowFileDiscovery: z.boolean().nullish(),
    }),
  )
  .catch([])
export type Permission = z.infer<typeof list>[number]

const FIELDS = 'permissions(id,type,role,emailAddress,domain,allowFileDiscovery)'

/** Requests about a file are made in its owner's name, since an administrator has no right of his own on it. */
export const fileRequest = ({ target }: ActionInput, rest: string, more: HttpRequest = {}): HttpRequest => ({
  ...more,
  url: DRIVE + pathTo`/files/${target.externalId}` + rest,
  ...(target.owner && { subject: target.owner }),
})

export const listPermissions = (input: ActionInput) =>
  fileRequest(input, '/permissions', { query: { fields: FIELDS, pageSize: 100, supportsAllDrives: true } })

/** All but the owner's, which cannot be taken. */
export const othersIn = (body: unknown): Permission[] =>
  list.parse(at(body, 'permissions')).filter(({ role }) => role !== 'owner')

/** Whether a confirm read really listed who has access; of an answer that did not, nothing can be said. */
export const isListed = ({ status, body }: { status: number; body: unknown }): boolean =>
  status !== 200 || Array.isArray(at(body, 'permissions'))

export const removal = (input: ActionInput, { id }: Permission) =>
  fileRequest(input, pathTo`/permissions/${id}`, { method: 'DELETE', query: { supportsAllDrives: true } })

/** What is needed to give them again. */
export const kept = (permissions: Permission[]) =>
  permissions.map(({ type, role, emailAddress, domain, allowFileDiscovery }) => ({
    type,
    role,
    ...(emailAddress && { emailAddress }),
    ...(domain && { domain }),
    ...(allowFileDiscovery && { allowFileDiscovery }),
  }))

/** Gives again what `kept` remembered, without mail to anybody. */
export function restored(input: ActionInput): HttpRequest[] {
  const remembered = Array.isArray(input.remembered) ? (input.remembered as ReturnType<typeof kept>) : []
  return remembered.map(json => {
    const quiet = json.type === 'user' || json.type === 'group' ? { sendNotificationEmail: false } : {}
    return fileRequest(input, '/permissions', { method: 'POST', query: { ...quiet, supportsAllDrives: true }, json })
  })
}
