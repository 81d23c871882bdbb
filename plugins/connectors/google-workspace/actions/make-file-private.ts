import { defineAction } from '@casbah/sdk'
import { takesAccess } from './file-access.ts'

export const makeFilePrivate = defineAction({
  name: 'make-file-private',
  title: 'Make file private',
  description: 'Takes access from everybody but the owner: people, groups, domains and links.',
  ...takesAccess(() => true),
})
