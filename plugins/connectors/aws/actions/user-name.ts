import type { ActionInput } from '@casbah/sdk'

/** IAM wants the user's name; the inventory keeps it as display name beside the unique id. */
export function userName({ target }: ActionInput): string {
  if (target.externalId.startsWith('AROA'))
    throw new Error(
      `${target.displayName ?? target.externalId} is a role, and this is for IAM users. End the sessions of the role instead.`,
    )
  if (!target.displayName)
    throw new Error(`The name of the IAM user ${target.externalId} is not known; list the accounts first.`)
  return target.displayName
}
