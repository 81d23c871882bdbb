/** What the query protocol can say: lists become `member` elements, undefined is left out. */
export type XmlValue = string | number | boolean | XmlMap | XmlValue[] | { [name: string]: XmlValue | undefined }

/** A map of the query protocol: `entry` elements with `key` and `value`. */
export class XmlMap {
  constructor(readonly entries: Record<string, string | number | boolean>) {}
}

/** One element with everything in it. */
export function xml(name: string, value: XmlValue, attributes = ''): string {
  return `<${name}${attributes}>${content(value)}</${name}>`
}

function content(value: XmlValue): string {
  if (Array.isArray(value)) return value.map(member => xml('member', member)).join('')
  if (value instanceof XmlMap) {
    return Object.entries(value.entries)
      .map(([key, item]) => xml('entry', { key, value: item }))
      .join('')
  }
  if (typeof value !== 'object') return escape(String(value))
  return Object.entries(value)
    .map(([name, item]) => (item === undefined ? '' : xml(name, item)))
    .join('')
}

function escape(text: string): string {
  return text.replace(/[<>&"']/g, letter => `&#${letter.charCodeAt(0)};`)
}
