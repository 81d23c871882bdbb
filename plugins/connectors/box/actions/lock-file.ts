import { at, confirmField, defineAction, type ConfirmJudge } from '@casbah/sdk'
import { z } from 'zod'
import { onItem } from '../item.ts'

const isFree: ConfirmJudge = ({ status, body }) => {
  const lock = at(body, 'lock')
  if (status !== 200) return { done: false, result: `Box answers ${status} for the file.` }
  if (lock === undefined) return { done: null, result: 'Box’s answer does not tell of the lock.' }
  return { done: lock === null, result: `Box shows the file ${lock === null ? 'without' : 'with'} a lock.` }
}

export const lockFile = defineAction({
  name: 'lock-file',
  title: 'Lock file',
  description:
    'Keeps everybody from changing, moving or deleting a file and, unless told otherwise, from downloading it.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'REVERSIBLE',
  scope: 'root_readwrite',
  input: z.object({ downloads: z.boolean().default(false).describe('Whether it may still be downloaded.') }),
  request: input =>
    onItem(input, 'lock', {
      method: 'PUT',
      json: { lock: { type: 'lock', access: 'lock', is_download_prevented: input.parameters.downloads !== true } },
    }),
  confirm: {
    request: input => onItem(input, 'lock'),
    judge: confirmField({ vendor: 'Box', what: 'the file', field: 'lock.type', is: 'lock' }),
  },
  undo: { request: input => onItem(input, 'lock', { method: 'PUT', json: { lock: null } }), judge: isFree },
})
