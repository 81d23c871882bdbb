import { isMap } from 'yaml'
import { parseCorrelation, type SigmaCorrelation } from './correlation-document.ts'
import { readDocuments } from './document.ts'
import { parseFilter, type SigmaFilter } from './filter.ts'
import { keyOf } from './node.ts'
import type { Placeholders } from './placeholders.ts'
import { SigmaRefusal } from './refusal.ts'
import { parseRule, type SigmaRule } from './rule.ts'

/** One document of a text. */
export type SigmaDocument = SigmaRule | SigmaCorrelation | SigmaFilter

const NONE: Placeholders = new Map()

/** Reads all documents of a YAML text; throws a SigmaRefusal for the first that cannot be judged. */
export function parseSigma(yaml: string, placeholders: Placeholders = NONE): SigmaDocument[] {
  const { documents, lineOf } = readDocuments(yaml)
  if (!documents.length) throw new SigmaRefusal(1, 'There is no Sigma document in it.')
  return documents.map(({ contents: map }) => {
    if (!isMap(map))
      throw new SigmaRefusal(lineOf(map), 'A Sigma document is a map with title, logsource and detection.')
    if (map.has('action'))
      throw new SigmaRefusal(
        lineOf(keyOf(map, 'action')),
        'action (global, repeat, reset) is retired from Sigma. Write what is common into each document.',
      )
    if (map.has('correlation')) return parseCorrelation(map, lineOf)
    return map.has('filter') ? parseFilter(map, placeholders, lineOf) : parseRule(map, placeholders, lineOf)
  })
}
