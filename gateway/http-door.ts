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
  'date',
])
/** Without any sign of the service. */
const PATIENCE_MS = 30_000

/** A door of a subgraph that is a service of its own; `base` is the service's address, such as `http://127.0.0.1:4001`. */
export function httpDoor(base: string): Door {
  return async ({ method, path, query, headers, body, signal }) => {
    const url = new URL(path, base)
    url.search = query.toString()
    const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name))
    const answer = await request(url, {
      method: method as 'POST',
      headers: Object.fromEntries(kept),
      ...(body.length ? { body } : {}),
      ...(signal && { signal }),
      headersTimeout: PATIENCE_MS,
      bodyTimeout: PATIENCE_MS,
    })
    const passed = Object.entries(answer.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !OF_THE_CONNECTION.has(name) ? [[name, value] as const] : [],
    )
    const told = { status: answer.statusCode, headers: Object.fromEntries(passed) }
    // A file of unknown length goes through as it comes; whoever reads it says how fast.
    if (answer.headers['content-length'] === undefined)
      return { ...told, body: '', rest: answer.body.setEncoding('utf8') }
    return { ...told, body: await answer.body.text() }
  }
}
