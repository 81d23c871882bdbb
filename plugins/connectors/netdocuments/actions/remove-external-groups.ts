import { defineAction, removeListed } from '@casbah/sdk'
import { z } from 'zod'
import { change, groupsOf } from './cabinet-membership.ts'

/** Only the list without rights tells which groups are from outside, so nothing could give them back as they were. */
export const removeExternalGroups = defineAction({
  name: 'remove-external-groups',
  title: 'End external sharing of a cabinet',
  description:
    'Removes every group from outside from a cabinet. Their rights there are not kept, and documents whose own access list names a group stay open to it.',
  target: 'RESOURCE',
  kinds: ['SITE'],
  effect: 'DESTRUCTIVE',
  scope: 'admin',
  ...removeListed({
    vendor: 'NetDocuments',
    what: 'the external groups of this cabinet',
    rows: '',
    row: z.looseObject({ Id: z.string().min(1), External: z.boolean() }),
    meant: ({ External }) => External,
    list: groupsOf,
    remove: ({ Id }, input) => change(input, 'remove', Id),
  }),
})
