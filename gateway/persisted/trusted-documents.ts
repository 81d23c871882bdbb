import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Texts by their SHA-256 in hex. */
export type TrustedDocuments = ReadonlyMap<string, string>

const FILE = z.record(z.string(), z.string())
const TOLD = 5

/** Reads a list of trusted documents, JSON from SHA-256 to text; throws an Error that names every entry that is wrong. */
export function readTrustedDocuments(json: string): TrustedDocuments {
  let entries: [string, string][]
  try {
    entries = Object.entries(FILE.parse(JSON.parse(json)))
  } catch {
    throw new Error('The list of trusted documents has to be a JSON object from SHA-256 to the text of a document.')
  }
  const wrong = entries.filter(([hash, text]) => createHash('sha256').update(text).digest('hex') !== hash.toLowerCase())
  if (wrong.length) {
    const named = wrong.slice(0, TOLD).map(([hash]) => hash)
    const more = wrong.length > TOLD ? ` and ${wrong.length - TOLD} more` : ''
    throw new Error(
      `In the list of trusted documents these are not the SHA-256 of their text: ${named.join(', ')}${more}. Make the list anew.`,
    )
  }
  return new Map(entries.map(([hash, text]) => [hash.toLowerCase(), text]))
}
