import { at, confirmField, defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { arm } from '../arm.ts'
import { accountPath, readAccount, VERSION } from './storage-account.ts'

const field = 'properties.allowBlobPublicAccess'
const set =
  (allowBlobPublicAccess: boolean) =>
  (input: ActionInput): HttpRequest => ({
    method: 'PATCH',
    ...arm(accountPath(input), VERSION),
    json: { properties: { allowBlobPublicAccess } },
  })
const isAllowed = (is: boolean) => confirmField({ vendor: 'Azure', what: 'the storage account', field, is })
/** What was closed all along is not opened by taking this back. */
const wasOpen = (input: ActionInput | undefined) => at(input?.remembered, 'open') === true

export const disableStoragePublicAccess = defineAction({
  name: 'disable-storage-public-access',
  title: 'Disable public access of storage account',
  description:
    'Nobody sees blobs of the whole account without signing in any more, whatever its containers say. Web pages that show them lose them; what containers say stays, and counts again when this is taken back.',
  target: 'RESOURCE',
  kinds: ['BUCKET', 'FOLDER'],
  effect: 'REVERSIBLE',
  scope: 'Microsoft.Storage/storageAccounts/write',
  input: z.object({}),
  lookup: readAccount,
  request: input => (at(input.found?.body, field) === false ? [] : set(false)(input)),
  // An account on which it was never set lets nobody in, or everybody, by its age; it is taken back only where it was said.
  remember: ({ found }) => ({ open: at(found?.body, field) === true }),
  confirm: { request: readAccount, judge: isAllowed(false) },
  undo: {
    request: input => (wasOpen(input) ? set(true)(input) : []),
    judge: (answer, input) => isAllowed(wasOpen(input))(answer),
  },
})
