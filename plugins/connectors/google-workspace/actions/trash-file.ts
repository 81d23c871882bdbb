import { confirmField, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_FILES } from '../scopes.ts'
import { fileRequest } from './permissions.ts'

const trash = (input: ActionInput, trashed: boolean) =>
  fileRequest(input, '', { method: 'PATCH', query: { supportsAllDrives: true }, json: { trashed } })

const trashedIs = (is: boolean) => confirmField({ vendor: 'Google', what: 'the file', field: 'trashed', is })

/** Google empties the trash after 30 days; until then it can be taken back. */
export const trashFile = defineAction({
  name: 'trash-file',
  title: 'Move file to the trash',
  description:
    'Moves the file to its owner\u2019s trash, where others no longer see it. Google deletes it after 30 days.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'REVERSIBLE',
  scope: MANAGE_FILES,
  input: z.object({}),
  request: input => trash(input, true),
  confirm: {
    request: input => fileRequest(input, '', { query: { fields: 'id,trashed', supportsAllDrives: true } }),
    judge: trashedIs(true),
  },
  undo: { request: input => trash(input, false), judge: trashedIs(false) },
})
