import { confirmNone, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { foundIn } from './records.ts'

const linksOf = ({ target }: ActionInput) =>
  query(`SELECT Id FROM ContentDistribution WHERE ContentDocumentId = ${quoted(target.externalId)} LIMIT 100`)

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
  request: input =>
    foundIn(input, 'Id').map(id => ({ method: 'DELETE' as const, path: `/sobjects/ContentDistribution/${id}` })),
  answers: [404],
  confirm: {
    request: linksOf,
    judge: confirmNone({ vendor: 'Salesforce', what: 'the public links', list: 'records' }),
  },
})
