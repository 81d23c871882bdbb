/** What the query protocol can say: lists become `member` elements, undefined is left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | XmlMap
  | Repeated
  | XmlValue[]
  | { [name: string]: XmlValue | undefined }

/** A map of the query protocol: `entry` elements with `key` and `value`. */
export class XmlMap {
  constructor(readonly entries: Record<string, string | number | boolean>) {}
}

/** Elements of one name beside each other, without one around them. */
export class Repeated {
  constructor(readonly values: XmlValue[]) {}
}

/** A list of EC2: `item` elements. */
export const items = (values: XmlValue[]): XmlValue => ({ item: new Repeated(values) })

/** One element with everything in it. */
export function xml(name: string, value: XmlValue, attributes = ''): string {
  if (value instanceof Repeated) return value.values.map(one => xml(name, one)).join('')
  return `<${name}${attributes}>${content(value)}</${name}>`
}

function content(value: XmlValue): string {
  if (Array.isArray(value)) return value.map(member => xml('member', member)).join('')
  if (value instanceof XmlMap) {
    return Object.entries(value.entries)
      .map(([key, item]) => xml('entry', { key, value: item }))
      .join('')
  }
  if (value instanceof Repeated || typeof value !== 'object') return escape(String(value))
  return Object.entries(value)
    .map(([name, item]) => (item === undefined ? '' : xml(name, item)))
    .join('')
}

function escape(text: string): string {
  return text.replace(/[<>&"']/g, letter => `&#${letter.charCodeAt(0)};`)
}
