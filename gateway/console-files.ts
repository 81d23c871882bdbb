import { readFile } from 'node:fs/promises'
import type { Exchange } from './exchange.ts'

/** Beside the compiled code, where the sources have it, too. */
const FOLDER = new URL('../console/', import.meta.url)

const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/console/console.css': { file: 'console.css', type: 'text/css; charset=utf-8' },
  '/console/console.js': { file: 'console.js', type: 'text/javascript; charset=utf-8' },
  '/console/graphql.js': { file: 'graphql.js', type: 'text/javascript; charset=utf-8' },
}

/** Nothing from elsewhere is loaded or called, whatever text an alert carries. */
const POLICY =
  "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'"

/** Serves the console; false when the path is none of its files. */
export async function sendConsoleFile({ request, response, url }: Exchange): Promise<boolean> {
  const found = Object.hasOwn(FILES, url.pathname) ? FILES[url.pathname] : undefined
  if (!found || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const body = await readFile(new URL(found.file, FOLDER))
  response.writeHead(200, {
    'content-type': found.type,
    'content-length': body.length,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  return true
}
