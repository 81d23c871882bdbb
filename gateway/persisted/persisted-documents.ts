import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { BoundedCache } from '../executor/bounded-cache.ts'
import type { TrustedDocuments } from './trusted-documents.ts'

/** An operation as it was sent: a text, the hash of one, or both. From outside, so of any shape. */
export interface SentOperation {
  query?: unknown
  extensions?: unknown
}

export interface PersistedOptions {
  /** When given, nothing but these is answered. */
  trusted?: TrustedDocuments | undefined
  /** A scope whose holders may send what they like all the same; by default there is none. */
  exceptScope?: string | undefined
  /** The longest text that is kept, in characters. */
  characters: number
}

const TEXTS = 2_000
const CHARACTERS = 8_000_000
const HASH = /^[0-9a-f]{64}$/i

/**
 * Documents that clients name by their SHA-256 instead of sending them: those learned from clients (Apollo's automatic persisted queries)
 * and those that the operator trusts. Learned texts are for all tenants: they hold no data, and since each was found to have
 * the hash that it is kept under, nobody can put one in another's place.
 */
export class PersistedDocuments {
  private readonly learned = new BoundedCache<string, string>(TEXTS, { most: CHARACTERS, of: (_, text) => text.length })
  private readonly trusted: TrustedDocuments | undefined
  private readonly trustedTexts: ReadonlySet<string>
  private readonly exceptScope: string | undefined
  private readonly characters: number

  constructor({ trusted, exceptScope, characters }: PersistedOptions) {
    this.trusted = trusted
    this.trustedTexts = new Set(trusted?.values())
    this.exceptScope = exceptScope
    this.characters = characters
  }

  /**
   * The text to run; what was sent as such when it needs no look-up, whatever it is. Throws a GraphQLError with a code: the hash is
   * unknown, malformed or another text's, or the document is not trusted.
   */
  textOf({ query, extensions }: SentOperation, scopes: readonly string[] | null): unknown {
    const { trusted, exceptScope, learned } = this
    const free = !trusted || (exceptScope !== undefined && scopes !== null && scopes.includes(exceptScope))
    const hash = hashOf(extensions)
    if (query === undefined || query === null || query === '') {
      if (hash === null) return query
      const text = trusted?.get(hash) ?? (free ? learned.get(hash) : undefined)
      if (text !== undefined) return text
      // Clients wait for these very words before they send the text.
      throw free ? refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound') : notTrusted()
    }
    if (typeof query !== 'string') return query
    if (!free && !this.trustedTexts.has(query)) throw notTrusted()
    if (hash !== null && trusted?.get(hash) !== query && learned.get(hash) !== query) this.learn(hash, query)
    return query
  }

  private learn(hash: string, text: string): void {
    if (text.length > this.characters) return
    if (createHash('sha256').update(text).digest('hex') !== hash)
      throw refusal(
        'BAD_USER_INPUT',
        'extensions.persistedQuery.sha256Hash is not the SHA-256 of the query. Hash the text exactly as it is sent.',
      )
    this.learned.set(hash, text)
  }
}

/** The hash that an operation names, in lower case; null when it names none. */
function hashOf(extensions: unknown): string | null {
  const sent = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery
  if (sent === undefined || sent === null) return null
  const { version, sha256Hash } = sent as { version?: unknown; sha256Hash?: unknown }
  if (version !== 1 || typeof sha256Hash !== 'string' || !HASH.test(sha256Hash))
    throw refusal(
      'BAD_USER_INPUT',
      'extensions.persistedQuery has to be {"version": 1, "sha256Hash": "<64 hex digits>"}.',
    )
  return sha256Hash.toLowerCase()
}

function notTrusted(): GraphQLError {
  return refusal(
    'DOCUMENT_NOT_TRUSTED',
    'Only documents on the list of this installation are answered, and this one is not on it. Ask the operator to add it.',
  )
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}
