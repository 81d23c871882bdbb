import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { noneOf, removeFound, rowsOf } from './records.ts'

const linksOf = rowsOf('Id', 'ContentDistribution', 'ContentDocumentId')

export const removePublicLink = defineAction({
  name: 'remove-public-link',
  title: 'Remove public links',
  description:
    'Removes every public link to the file. The file and who it is shared with stay; the addresses never work again.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'DESTRUCTIVE',
  scope: 'Modify All Data',
  input: z.object({}),
  lookup: linksOf,
  request: removeFound('ContentDistribution'),
  answers: [404],
  confirm: { request: linksOf, judge: noneOf('the public links') },
})
