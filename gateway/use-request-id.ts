import type { Plugin } from 'graphql-yoga'
import { factsOf } from './request-facts.ts'

/** Gives every answer the id under which the log has its request. */
export function useRequestId(): Plugin {
  return {
    onResponse({ request, response }) {
      response.headers.set('x-request-id', factsOf(request).id)
    },
  }
}
