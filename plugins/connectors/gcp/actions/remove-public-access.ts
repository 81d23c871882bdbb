import { defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { isPublic } from '../policy-change.ts'
import { holds, restored, taken, without } from './policy.ts'

const iam = ({ target }: ActionInput): string =>
  `https://storage.googleapis.com${pathTo`/storage/v1/b/${target.externalId}/iam`}`
const read = (input: ActionInput): HttpRequest => ({ url: iam(input), query: { optionsRequestedPolicyVersion: 3 } })
const write = (input: ActionInput, json: object): HttpRequest => ({ method: 'PUT', url: iam(input), json })

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
  input: z.object({}),
  lookup: read,
  request: input => (taken(input.found, isPublic).length > 0 ? write(input, without(input.found, isPublic)) : []),
  confirm: { request: read, judge: answer => holds(answer, isPublic, 'roles for anyone', false) },
  remember: input => taken(input.found, isPublic),
  undo: {
    request: input => write(input, restored(input.found, input.remembered)),
    judge: answer => holds(answer, isPublic, 'roles for anyone', true),
  },
})
