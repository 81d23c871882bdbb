import type { Logger } from '@casbah/kit'
import type { Plugin } from 'graphql-yoga'
import { BAD_TOKEN, bearerOf, NO_TOKEN, type Authentication } from './authentication.ts'
import type { Metrics } from './metrics.ts'
import { factsOf } from './request-facts.ts'

/** Lets in only whoever has a good token; all others get 401 before their body is read. */
export function useToken(authentication: Authentication, logger: Logger, metrics: Metrics): Plugin {
  return {
    async onRequestParse({ request, endResponse, fetchAPI }) {
      const facts = factsOf(request)
      const refuse = (status: number, code: string, message: string) => {
        metrics.error(code)
        endResponse(
          new fetchAPI.Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
            status,
            headers: {
              'content-type': 'application/json; charset=utf-8',
              ...(status === 401 ? { 'www-authenticate': 'Bearer realm="casbah"' } : {}),
            },
          }),
        )
      }
      const bearer = bearerOf(request.headers.get('authorization'))
      if (!bearer) return refuse(401, 'UNAUTHENTICATED', NO_TOKEN)
      try {
        facts.caller = await authentication.callerOf(bearer)
      } catch (error) {
        logger.error({ requestId: facts.id, error: (error as Error).message }, 'token look-up failed')
        return refuse(503, 'UNAVAILABLE', 'Tokens cannot be looked up at the moment. Try again in a few seconds.')
      }
      if (!facts.caller) refuse(401, 'UNAUTHENTICATED', BAD_TOKEN)
    },
  }
}
