import { defineAction, setField } from '@casbah/sdk'
import { fileRequest } from '../drive-permission.ts'
import { MANAGE_FILES } from '../scopes.ts'

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
  ...setField(
    {
      vendor: 'Google',
      what: 'the file',
      show: (input, field) => fileRequest(input, '', { query: { fields: `id,${field}` } }),
      change: (input, json) => fileRequest(input, '', { method: 'PATCH', json }),
    },
    'trashed',
    { to: true, back: false },
  ),
})
