import { at, defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { arm } from '../arm.ts'
import { accountPath, readAccount, VERSION } from './storage-account.ts'

const madeAt = (body: unknown, key: unknown) =>
  Date.parse(String(at(body, `properties.keyCreationTime.${String(key)}`)))

export const rotateStorageKey = defineAction({
  name: 'rotate-storage-key',
  title: 'Rotate key of storage account',
  description:
    'Makes a new key in place of one of the two. Programs that use the old one, and all links that were signed with it, stop working at once and for good. The new key is shown to nobody; fetch it in the portal.',
  target: 'RESOURCE',
  kinds: ['BUCKET'],
  effect: 'DESTRUCTIVE',
  scope: 'Microsoft.Storage/storageAccounts/regenerateKey/action',
  readScopes: ['Microsoft.Storage/storageAccounts/read'],
  input: z.object({ key: z.enum(['key1', 'key2']).describe('Which of the two keys.') }),
  lookup: readAccount,
  request: input => ({
    method: 'POST',
    ...arm(`${accountPath(input)}/regenerateKey`, VERSION),
    json: { keyName: String(input.parameters.key) },
  }),
  secrets: ['keys.*.value'],
  confirm: {
    request: readAccount,
    judge: ({ status, body }, input) => {
      const key = input?.parameters.key
      const [before, after] = [madeAt(input?.found?.body, key), madeAt(body, key)]
      if (status !== 200 || Number.isNaN(after) || Number.isNaN(before))
        return { done: null, result: `Azure does not tell when ${String(key)} was made.` }
      return { done: after > before, result: `Azure shows ${String(key)} as made ${new Date(after).toISOString()}.` }
    },
  },
})
