import type { YAMLMap } from 'yaml'
import { isMap } from 'yaml'
import type { Predicate } from '../predicate/predicate.ts'
import { parseDetection } from './detection.ts'
import type { LineOf } from './document.ts'
import { metadataOf, type Metadata } from './metadata.ts'
import { keyOf, textOf } from './node.ts'
import type { Placeholders } from './placeholders.ts'
import { SigmaRefusal } from './refusal.ts'
import { pathsOf, SOURCES, type Source } from './sources.ts'

/** One Sigma rule, ready to judge. */
export interface SigmaRule extends Metadata {
  kind: 'rule'
  source: Source
  predicate: Predicate
}

export function parseRule(map: YAMLMap, placeholders: Placeholders, lineOf: LineOf): SigmaRule {
  const metadata = metadataOf(map, lineOf)
  const detection = map.get('detection', true) as unknown
  if (!isMap(detection))
    throw new SigmaRefusal(
      lineOf(map),
      'The rule has no detection. Give selections and a condition, or make it a correlation or a filter.',
    )
  if (detection.has('timeframe'))
    throw new SigmaRefusal(
      lineOf(keyOf(detection, 'timeframe')),
      'timeframe is retired from Sigma. Write a correlation in a document of its own, with timespan, and this rule in its rules.',
    )
  const source = sourceOf(map, lineOf)
  const reading = { pathsOf: (field: string) => pathsOf(source, field), placeholders }
  return { kind: 'rule', ...metadata, source, predicate: parseDetection(detection, [], reading, lineOf).condition }
}

/** What a document says of the log that it is for. */
export interface LogSource {
  product: string | null
  service: string | null
  category: string | null
}

export function logSourceOf(map: YAMLMap, lineOf: LineOf): LogSource {
  const taxonomy = textOf(map, 'taxonomy') ?? 'sigma'
  if (taxonomy !== 'sigma')
    throw new SigmaRefusal(
      lineOf(keyOf(map, 'taxonomy')),
      `The field names of the taxonomy ${taxonomy} are not known. Write the vendor's own names, and leave taxonomy out.`,
    )
  const node = map.get('logsource', true) as unknown
  if (!isMap(node))
    throw new SigmaRefusal(lineOf(map), 'There is no logsource. Say whose log is meant, by product and service.')
  return { product: textOf(node, 'product'), service: textOf(node, 'service'), category: textOf(node, 'category') }
}

/** The source of a rule; a product that has one source only needs no service. */
function sourceOf(map: YAMLMap, lineOf: LineOf): Source {
  const { product, service, category } = logSourceOf(map, lineOf)
  const found = SOURCES.filter(each => each.product === product && (service === null || each.service === service))
  if (found.length === 1 && category === null) return found[0]!
  const line = lineOf(keyOf(map, 'logsource'))
  const known = SOURCES.map(each => `${each.product}/${each.service}`).join(', ')
  if (found.length > 1)
    throw new SigmaRefusal(line, `The product ${product} has several logs: name a service. Known are ${known}.`)
  const named = [product ?? '?', service ?? '?', ...(category ? [category] : [])].join('/')
  throw new SigmaRefusal(line, `No connected app brings the log source ${named}. Known are ${known}.`)
}
