import { at, confirmField, confirmGone, defineAction, type ActionInput } from '@casbah/sdk'
import { byAdministrator } from '../requests.ts'
import { pathOf } from './path-of.ts'

const show = (input: ActionInput) => byAdministrator(input.config, '/files/get_metadata', { path: pathOf(input) })

export const trashFile = defineAction({
  name: 'trash-file',
  title: 'Move file to the trash',
  description:
    'Deletes a file for all who share it. Until the plan’s days for deleted files are over it can be restored. Works where the administrator may: in folders of the team, not in what a member keeps alone.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'REVERSIBLE',
  scope: 'files.content.write',
  readScopes: ['files.metadata.read'],
  lookup: show,
  request: input => byAdministrator(input.config, '/files/delete_v2', { path: pathOf(input) }),
  answers: [404],
  confirm: { request: show, judge: confirmGone({ vendor: 'Dropbox', what: 'the file', shows: 'name' }) },
  // By its ID a file that is gone is not found: restoring takes the path and the revision.
  remember: ({ found }) => ({ path: at(found?.body, 'path_lower'), rev: at(found?.body, 'rev') }),
  undo: {
    request: ({ config, remembered }) => {
      const [path, rev] = [at(remembered, 'path'), at(remembered, 'rev')]
      if (typeof path !== 'string' || typeof rev !== 'string')
        throw new Error('Dropbox did not tell path and revision of the file. Restore it under *Deleted files*.')
      return byAdministrator(config, '/files/restore', { path, rev })
    },
    judge: confirmField({ vendor: 'Dropbox', what: 'the file', field: '.tag', is: 'file' }),
  },
})
