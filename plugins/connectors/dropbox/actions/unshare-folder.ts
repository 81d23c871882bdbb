import { confirmGone, defineAction } from '@casbah/sdk'
import { byAdministrator } from '../requests.ts'
import { folderId } from './path-of.ts'

/** Dropbox does it in its own time, and refuses a folder with shared folders within or around it. */
export const unshareFolder = defineAction({
  name: 'unshare-folder',
  title: 'Unshare folder',
  description: 'Ends all access that others have to a shared folder, and leaves them no copy. Its owner keeps it.',
  target: 'RESOURCE',
  kinds: ['FOLDER'],
  effect: 'DESTRUCTIVE',
  scope: 'sharing.write',
  readScopes: ['sharing.read'],
  request: input =>
    byAdministrator(input.config, '/sharing/unshare_folder', {
      shared_folder_id: folderId(input),
      leave_a_copy: false,
    }),
  answers: [404],
  confirm: {
    request: input =>
      byAdministrator(input.config, '/sharing/list_folder_members', { shared_folder_id: folderId(input) }),
    judge: confirmGone({ vendor: 'Dropbox', what: 'the shared folder', shows: 'users' }),
  },
})
