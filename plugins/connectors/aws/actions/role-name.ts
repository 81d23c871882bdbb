import type { ActionInput } from '@casbah/sdk'

/** IAM wants the role's name; the inventory keeps it as display name beside the unique id, which tells a role by its first letters. */
export function roleName({ target }: ActionInput): string {
  if (!target.externalId.startsWith('AROA'))
    throw new Error(
      `${target.displayName ?? target.externalId} is no role. Sessions of an IAM user end with "Deny everything to a user".`,
    )
  if (!target.displayName)
    throw new Error(`The name of the role ${target.externalId} is not known; list the accounts first.`)
  return target.displayName
}
