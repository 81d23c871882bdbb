import type { Door } from '@casbah/kit'
import { request } from 'undici'

/** Belong to one connection and not to what it carries. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
])
/** What a door may say of its answer. */
const PASSED_ON = [
  'content-type',
  'location',
  'cache-control',
  'content-security-policy',
  'referrer-policy',
  'x-content-type-options',
]
const PATIENCE_MS = 30_000

/** A door of a subgraph that is a service of its own; `base` is the service's address, such as `http://127.0.0.1:4001`. */
export function httpDoor(base: string): Door {
  return async ({ path, query, headers, body }) => {
    const url = new URL(path, base)
    url.search = query.toString()
    const method = body.length ? 'POST' : 'GET'
    const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name))
    const answer = await request(url, {
      method,
      headers: Object.fromEntries(kept),
      ...(body.length ? { body } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const passed = PASSED_ON.flatMap(name => {
      const value = answer.headers[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    })
    return { status: answer.statusCode, headers: Object.fromEntries(passed), body: await answer.body.text() }
  }
}
