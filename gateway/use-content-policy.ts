import type { Plugin } from 'graphql-yoga'

/** GraphiQL carries all of its scripts, styles and workers in its page; nothing from elsewhere is loaded or called, nor frames it. */
const POLICY = [
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
  "connect-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Holds the one page that is served here, GraphiQL, to this address. */
export function useContentPolicy(): Plugin {
  return {
    onResponse({ response }) {
      if (!response.headers.get('content-type')?.startsWith('text/html')) return
      response.headers.set('content-security-policy', POLICY)
      response.headers.set('x-content-type-options', 'nosniff')
      response.headers.set('referrer-policy', 'no-referrer')
    },
  }
}
