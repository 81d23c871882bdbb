import type { Severity } from '@casbah/kit'
import type { YAMLMap } from 'yaml'
import type { LineOf } from './document.ts'
import { textOf, textsOf } from './node.ts'
import { SigmaRefusal } from './refusal.ts'

/** What a document says of itself. */
export interface Metadata {
  id: string | null
  /** By which others may refer to it, as by the id. */
  name: string | null
  title: string
  description: string | null
  author: string | null
  /** From `level`; null when none is given. */
  severity: Severity | null
  status: string | null
  tags: readonly string[]
  references: readonly string[]
  falsePositives: readonly string[]
  /** Where the document begins. */
  line: number
}

const LEVELS: Readonly<Record<string, Severity>> = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
}

export function metadataOf(map: YAMLMap, lineOf: LineOf): Metadata {
  const title = textOf(map, 'title')?.trim()
  const line = lineOf(map)
  if (!title) throw new SigmaRefusal(line, 'The document has no title. Give one.')
  return {
    id: textOf(map, 'id'),
    name: textOf(map, 'name'),
    title: title.slice(0, 256),
    description: textOf(map, 'description'),
    author: textsOf(map, 'author').join(', ') || null,
    severity: LEVELS[textOf(map, 'level')?.toLowerCase() ?? ''] ?? null,
    status: textOf(map, 'status'),
    tags: textsOf(map, 'tags'),
    references: textsOf(map, 'references'),
    falsePositives: textsOf(map, 'falsepositives'),
    line,
  }
}
