import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { PersistedDocuments } from './persisted/persisted-documents.ts'
import { factsOf } from './request-facts.ts'

/** How a refusal goes over HTTP. A document that is not known yet may be known in a moment, so nobody shall keep that answer. */
const OVER_HTTP: Record<string, object> = {
  BAD_USER_INPUT: { status: 400, spec: true },
  PERSISTED_QUERY_NOT_FOUND: { status: 400, spec: true, headers: { 'cache-control': 'no-store' } },
  DOCUMENT_NOT_TRUSTED: { status: 403 },
}

/** Puts the text in the place of its hash, and refuses documents that are not trusted where only those are answered. */
export function usePersistedDocuments(documents: PersistedDocuments): Plugin {
  return {
    onParams({ request, params, setParams }) {
      try {
        const text = documents.textOf(params, factsOf(request).caller?.scopes ?? null)
        if (text !== params.query) setParams({ ...params, query: text as string })
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        const http = OVER_HTTP[error.extensions.code as string]
        throw new GraphQLError(error.message, { extensions: { ...error.extensions, http } })
      }
    },
  }
}
