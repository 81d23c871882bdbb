import type { ActionInput } from '@casbah/sdk'

/** Ids tell by their first letters what they are of. */
const KINDS = { AIDA: 'user', AROA: 'role' } as const

/** IAM wants names; the inventory keeps that of a user or role as display name beside the unique id. Throws on an account of the other kind. */
function nameOf({ target }: ActionInput, prefix: keyof typeof KINDS): string {
  const { externalId, displayName } = target
  const kind = KINDS[externalId.slice(0, 4) as keyof typeof KINDS]
  if (kind !== KINDS[prefix])
    throw new Error(`${displayName ?? externalId} is no IAM ${KINDS[prefix]}. Choose an action for what it is.`)
  if (!displayName)
    throw new Error(`The name of the IAM ${KINDS[prefix]} ${externalId} is not known; list the accounts first.`)
  return displayName
}

export const userName = (input: ActionInput): string => nameOf(input, 'AIDA')
export const roleName = (input: ActionInput): string => nameOf(input, 'AROA')
