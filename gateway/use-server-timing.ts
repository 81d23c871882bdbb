import type { Plugin } from 'graphql-yoga'
import { factsOf } from './request-facts.ts'

/** Tells every operation's client where the time went: names and durations, nothing of what was asked. */
export function useServerTiming(): Plugin {
  return {
    onResponse({ request, response }) {
      const header = factsOf(request).timings.header()
      if (header !== null) response.headers.set('server-timing', header)
    },
  }
}
