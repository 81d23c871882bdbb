import { isScalar, isSeq, type YAMLMap } from 'yaml'
import type { LineOf } from './document.ts'
import { SigmaRefusal } from './refusal.ts'

/** The node of a key, to tell its line; the map itself when it has no such key. */
export function keyOf(map: YAMLMap, key: string): unknown {
  return map.items.find(pair => String(pair.key) === key)?.key ?? map
}

/** A text of a map; null when there is none, or something else. */
export function textOf(map: YAMLMap, key: string): string | null {
  const value = map.get(key)
  return typeof value === 'string' ? value : null
}

/** Texts of a list, or a single one; what is no text is left out. */
export function textsOf(map: YAMLMap, key: string): string[] {
  const node = map.get(key, true) as unknown
  const items = isSeq(node) ? node.items : [node]
  return items.flatMap(item => (isScalar(item) && typeof item.value === 'string' ? [item.value] : []))
}

/** Names in a list, or a single one; refuses anything else, and the same name twice. */
export function namesOf(map: YAMLMap, key: string, what: string, lineOf: LineOf): string[] {
  const node = map.get(key, true) as unknown
  const line = lineOf(keyOf(map, key))
  const items = isSeq(node) ? node.items : node === undefined ? [] : [node]
  const names = items.map(item => (isScalar(item) && item.value !== null ? String(item.value).trim() : ''))
  if (!names.every(Boolean)) throw new SigmaRefusal(line, `${key} is a list of ${what}.`)
  const double = names.find((name, at) => names.indexOf(name) !== at)
  if (double) throw new SigmaRefusal(line, `${key} has ${double} twice. Name it once.`)
  return names
}
