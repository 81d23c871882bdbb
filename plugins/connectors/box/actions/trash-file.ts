import { confirmField, confirmGone, defineAction, pathTo } from '@casbah/sdk'
import { asAdmin, onItem } from '../item.ts'

/** Box shows what is in the trash under an address of its own, and answers 404 under the usual one. */
export const trashFile = defineAction({
  name: 'trash-file',
  title: 'Move file to the trash',
  description:
    'Moves a file to its owner’s trash, where nobody else sees it, until the enterprise’s time for the trash is over.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'REVERSIBLE',
  scope: 'root_readwrite',
  request: ({ config, target }) => ({
    method: 'DELETE',
    path: pathTo`/files/${target.externalId}`,
    headers: asAdmin(config),
  }),
  answers: [404],
  confirm: {
    request: input => onItem(input, 'item_status'),
    judge: confirmGone({ vendor: 'Box', what: 'the file', shows: 'item_status' }),
  },
  undo: {
    request: ({ config, target }) => ({
      method: 'POST',
      path: pathTo`/files/${target.externalId}`,
      headers: asAdmin(config),
      json: {},
    }),
    judge: confirmField({ vendor: 'Box', what: 'the file', field: 'item_status', is: 'active' }),
  },
})
