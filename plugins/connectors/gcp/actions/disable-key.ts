import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { switched } from './switched.ts'

function keyPath({ target }: ActionInput): string {
  const [, project, account, key] =
    /^projects\/([^/]+)\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/.exec(target.externalId) ?? []
  if (!key)
    throw new Error(
      `${target.externalId} is no key of a service account. Choose a resource whose name begins with Key.`,
    )
  return pathTo`/v1/projects/${project}/serviceAccounts/${account}/keys/${key}`
}

export const disableKey = defineAction({
  name: 'disable-key',
  title: 'Disable key of a service account',
  description:
    'Makes one key useless, which may take some minutes; the account’s other keys stay. A token that was made with it serves for up to an hour.',
  target: 'RESOURCE',
  kinds: ['OTHER'],
  effect: 'REVERSIBLE',
  scope: 'iam.serviceAccountKeys.disable',
  ...switched('the key', keyPath),
})
