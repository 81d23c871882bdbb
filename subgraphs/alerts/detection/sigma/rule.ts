import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type YAMLMap } from 'yaml'
import type { Predicate } from '../predicate/predicate.ts'
import { parseCondition } from './condition.ts'
import { SigmaRefusal } from './refusal.ts'
import { parseSelection, type LineOf } from './selection.ts'
import { SOURCES, type Source } from './sources.ts'

/** One Sigma rule, ready to judge. */
export interface SigmaRule {
  id: string | null
  title: string
  author: string | null
  description: string | null
  level: string | null
  /** Such as `attack.t1078.004`. */
  tags: readonly string[]
  source: Source
  predicate: Predicate
}

/** Reads all documents of a YAML text; throws a SigmaRefusal for the first that cannot be judged. */
export function parseSigma(yaml: string): SigmaRule[] {
  const lines = new LineCounter()
  const documents = parseAllDocuments(yaml, { lineCounter: lines, uniqueKeys: true })
  if (!Array.isArray(documents) || !documents.length) throw new SigmaRefusal(1, 'There is no Sigma document in it.')
  const lineOf: LineOf = node => {
    const offset = (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0
    return lines.linePos(offset).line
  }
  return documents.map(document => parseRule(document as Document.Parsed, lineOf))
}

function parseRule(document: Document.Parsed, lineOf: LineOf): SigmaRule {
  const [problem] = document.errors
  if (problem)
    throw new SigmaRefusal(problem.linePos?.[0].line ?? 1, `It is no YAML: ${problem.message.split('\n')[0]}`)
  const map = document.contents
  if (!isMap(map)) throw new SigmaRefusal(lineOf(map), 'A Sigma document is a map with title, logsource and detection.')
  for (const kind of ['correlation', 'filter', 'action'])
    if (map.has(kind))
      throw new SigmaRefusal(
        lineOf(keyOf(map, kind)),
        `Sigma documents with \`${kind}\` are not supported; only plain rules are.`,
      )
  const title = text(map, 'title')
  if (!title) throw new SigmaRefusal(lineOf(map), 'The rule has no title.')
  const detection = map.get('detection', true)
  if (!isMap(detection)) throw new SigmaRefusal(lineOf(map), 'The rule has no detection.')
  if (detection.has('timeframe'))
    throw new SigmaRefusal(
      lineOf(keyOf(detection, 'timeframe')),
      'timeframe is not supported. Use a policy of kind ACTIVITY to count.',
    )
  const source = sourceOf(map, lineOf)
  const selections = new Map<string, Predicate>()
  for (const pair of detection.items) {
    const name = String(pair.key)
    if (name !== 'condition') selections.set(name, parseSelection(name, pair.value ?? pair.key, source, lineOf))
  }
  const condition = detection.get('condition')
  if (typeof condition !== 'string')
    throw new SigmaRefusal(lineOf(detection), 'The detection needs one condition, as a text.')
  return {
    id: text(map, 'id'),
    title,
    author: text(map, 'author'),
    description: text(map, 'description'),
    level: text(map, 'level'),
    tags: texts(map, 'tags'),
    source,
    predicate: parseCondition(condition, selections, lineOf(keyOf(detection, 'condition'))),
  }
}

function sourceOf(map: YAMLMap, lineOf: LineOf): Source {
  const node = map.get('logsource', true)
  if (!isMap(node)) throw new SigmaRefusal(lineOf(map), 'The rule has no logsource.')
  const [product, service] = [text(node, 'product'), text(node, 'service')]
  const source = SOURCES.find(known => known.product === product && known.service === service)
  if (source && !node.has('category')) return source
  const known = SOURCES.map(each => `${each.product}/${each.service}`).join(', ')
  throw new SigmaRefusal(
    lineOf(keyOf(map, 'logsource')),
    `No connected app brings the log source ${product ?? '?'}/${service ?? '?'}. Known are ${known}.`,
  )
}

function text(map: YAMLMap, key: string): string | null {
  const value = map.get(key)
  return typeof value === 'string' ? value : null
}

function texts(map: YAMLMap, key: string): string[] {
  const list = map.get(key)
  return isSeq(list) ? list.items.map(item => String(isScalar(item) ? item.value : item)) : []
}

function keyOf(map: YAMLMap, key: string): unknown {
  return map.items.find(pair => String(pair.key) === key)?.key ?? map
}
