import { pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { DRIVE } from './files.ts'

const text = z.string().nullish()
/** Who may open a file, as its list of permissions has it. */
export const permission = z.looseObject({
  id: z.string().min(1),
  type: text,
  role: text,
  emailAddress: text,
  domain: text,
  allowFileDiscovery: z.boolean().nullish(),
})
export type Permission = z.infer<typeof permission>

/** What is needed to give a permission again. */
export const kept = ({ type, role, emailAddress, domain, allowFileDiscovery }: Permission) => ({
  type,
  role,
  ...(emailAddress && { emailAddress }),
  ...(domain && { domain }),
  ...(allowFileDiscovery && { allowFileDiscovery }),
})

/** Requests about a file are made in its owner's name, since an administrator has no right of his own on it. */
export const fileRequest = (
  { target }: ActionInput,
  rest: string,
  { query, ...more }: HttpRequest = {},
): HttpRequest => ({
  ...more,
  url: DRIVE + pathTo`/files/${target.externalId}` + rest,
  query: { ...query, supportsAllDrives: true },
  ...(target.owner && { subject: target.owner }),
})
