import { valuesAt, type Path } from '../predicate/path.ts'
import type { Gate } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import type { SigmaRule } from './rule.ts'
import { pathsOf } from './sources.ts'

/** What an event must be like for a rule: its log source's, and what the rule says. */
export function gateOf({ source: { connectors, where }, predicate }: SigmaRule): Gate {
  return { connectors, view: 'raw', predicate: where ? { is: 'all', of: [where, predicate] } : predicate }
}

/** Reads a field, as the rule would name it: its value, a list when it has several (twenty at most), undefined when it has none. */
export function readerOf({ source }: SigmaRule): (event: JudgedEvent, field: string) => unknown {
  const known = new Map<string, readonly Path[]>()
  return (event, field) => {
    const paths = known.get(field) ?? pathsOf(source, field)
    known.set(field, paths)
    for (const path of paths) {
      const values = valuesAt(event.record, path)
      if (values.length) return values.length === 1 ? values[0] : values
    }
    return undefined
  }
}
