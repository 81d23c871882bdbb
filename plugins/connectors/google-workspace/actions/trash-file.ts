import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_FILES } from '../scopes.ts'
import { fileRequest } from './permissions.ts'

const trash = (input: ActionInput, trashed: boolean) =>
  fileRequest(input, '', { method: 'PATCH', query: { supportsAllDrives: true }, json: { trashed } })

const trashedIs =
  (wanted: boolean) =>
  ({ status, body }: { status: number; body: unknown }): Confirmation => {
    const trashed = at(body, 'trashed')
    if (status !== 200) return { done: false, result: `Google answers ${status} for the file.` }
    if (typeof trashed !== 'boolean') return { done: null, result: 'Google’s answer does not tell where the file is.' }
    return { done: trashed === wanted, result: `Google shows trashed as ${String(trashed)}.` }
  }

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
