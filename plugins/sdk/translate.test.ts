import { translate } from './translate.ts'

it('a word is translated by the table alone', () => {
  const table = { ACTIVE: 'on' }
  expect(['ACTIVE', 'GONE', 'constructor', '', null, undefined].map(word => translate(table, word))).toEqual([
    'on',
    ...Array.from({ length: 5 }, () => undefined),
  ])
})
