import { z } from 'zod'
import { takesAccess } from './access.ts'

export const makeFilePrivate = takesAccess(
  {
    name: 'make-file-private',
    title: 'Make file private',
    description: 'Takes access from everybody but the owner: people, groups, domains and links.',
    input: z.object({}),
  },
  () => true,
)
