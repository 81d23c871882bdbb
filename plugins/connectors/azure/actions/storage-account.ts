import type { ActionInput, HttpRequest } from '@casbah/sdk'
import { arm, resourcePath } from '../arm.ts'

export const VERSION = '2023-05-01'

/** The account that is the target, or that the target is a container of. */
export const accountPath = ({ target }: ActionInput) =>
  resourcePath(target.externalId, 'Microsoft.Storage/storageAccounts')

export const readAccount = (input: ActionInput): HttpRequest => arm(accountPath(input), VERSION)
