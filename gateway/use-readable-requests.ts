import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** What the HTTP layer answers with a bare status, in words. */
const WORDS: Record<number, string> = {
  406: 'This cannot be answered in any media type that the request accepts. Accept application/graphql-response+json, or text/event-stream for a subscription.',
  415: 'The body has a content type that is not read here. Send application/json.',
}

/** Says what is wrong with a request that is no GraphQL request yet, where the HTTP layer would not. */
export function useReadableRequests(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return
      setRequestParser(async request => {
        try {
          return await requestParser(request)
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error
          throw new GraphQLError('variables and extensions have to be JSON objects.', {
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          })
        }
      })
    },
    onResponse({ response, setResponse, fetchAPI }) {
      const message = WORDS[response.status]
      if (message === undefined || response.body) return
      const headers = new fetchAPI.Headers(response.headers)
      headers.delete('content-length')
      headers.set('content-type', 'application/json; charset=utf-8')
      const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
      setResponse(new fetchAPI.Response(body, { status: response.status, headers }))
    },
  }
}
