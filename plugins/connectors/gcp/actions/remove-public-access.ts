import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { isPublic } from '../policy-change.ts'
import { takesFromPolicy } from './policy.ts'

const iam = ({ target }: ActionInput) =>
  `https://storage.googleapis.com${pathTo`/storage/v1/b/${target.externalId}/iam`}`

export const removePublicAccess = defineAction({
  name: 'remove-public-access',
  title: 'Close a public bucket',
  description:
    'Takes allUsers and allAuthenticatedUsers out of the bucket’s policy. People and groups that are named keep what they have; single objects with access lists of their own stay as they are.',
  target: 'RESOURCE',
  kinds: ['BUCKET'],
  effect: 'REVERSIBLE',
  scope: 'storage.buckets.setIamPolicy',
  readScopes: ['storage.buckets.getIamPolicy'],
  ...takesFromPolicy({
    read: input => ({ url: iam(input), query: { optionsRequestedPolicyVersion: 3 } }),
    write: (input, json) => ({ method: 'PUT', url: iam(input), json }),
    isMeant: (_input, member) => isPublic(member),
    what: () => 'roles for anyone',
  }),
})
