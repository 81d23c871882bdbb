import { at } from '@casbah/sdk'
import { XMLParser } from 'fast-xml-parser'
import { HostError } from './host-error.ts'

/** Lists are lists even with one entry; texts stay texts. */
const xml = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  isArray: name => name === 'member' || name === 'item',
})

/** A page is parsed once, though the host and the connector both read it. */
const parsed = new WeakMap<Uint8Array, unknown>()

/** An answer's body: JSON, XML as objects, null when empty. Rejects what is neither. */
export function parseBody(bytes: Uint8Array): unknown {
  if (parsed.has(bytes)) return parsed.get(bytes)
  // Trimmed, it has no byte order mark either.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trim()
  const value = text === '' ? null : parse(text)
  parsed.set(bytes, value)
  return value
}

function parse(text: string): unknown {
  try {
    return text.startsWith('<') ? xml.parse(text, true) : JSON.parse(text)
  } catch (cause) {
    throw new HostError(
      'BAD_ANSWER',
      'The vendor sent a page that cannot be read. Casbah asks again by itself and keeps its place.',
      { cause },
    )
  }
}

/** The rows of an answer. An empty list in XML is an empty element, or none. */
export function rowsAt(body: unknown, path: string): unknown[] {
  const rows = at(body, path)
  if (Array.isArray(rows)) return rows
  // XML does not tell a list of one from one alone.
  if (path !== '' && typeof rows === 'object' && rows !== null) return [rows]
  if (path !== '' && (rows === undefined || rows === null || rows === '')) return missing(body, path)
  throw new HostError(
    'BAD_ANSWER',
    `The vendor's answer has no list at "${path || 'its top'}". Casbah asks again by itself.`,
  )
}

/** Without its list an answer is empty only when it is the answer that was asked for: an object, not an error or a text. */
function missing(body: unknown, path: string): unknown[] {
  const top = path.split('.')[0] as string
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, top)) return []
  throw new HostError('BAD_ANSWER', `The vendor's answer has no "${top}". Casbah asks again by itself.`)
}
