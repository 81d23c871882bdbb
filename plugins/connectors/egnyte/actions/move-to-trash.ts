import { confirmGone, defineAction, type ActionInput } from '@casbah/sdk'
import { itemPath } from '../item-path.ts'

/** A link is known by its id, and is named after what it opens. */
const path = ({ target: { kind, externalId, name } }: ActionInput) =>
  itemPath('/pubapi/v1/fs', kind === 'FOLDER' ? externalId : name)

export const moveToTrash = defineAction({
  name: 'move-to-trash',
  title: 'Move to the trash',
  description:
    'Moves the folder, or the file or folder that a link opens, to the trash: its links open nothing, nobody finds it. An administrator restores it from *Trash* until Egnyte purges it.',
  target: 'RESOURCE',
  kinds: ['FOLDER', 'OTHER'],
  effect: 'DISRUPTIVE',
  containment: 60,
  scope: 'Egnyte.filesystem',
  request: input => ({ method: 'DELETE', path: path(input) }),
  answers: [404],
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmGone({ vendor: 'Egnyte', what: 'the file or folder', shows: 'path' }),
  },
})
