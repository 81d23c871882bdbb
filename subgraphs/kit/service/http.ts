import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { context, propagation } from '@opentelemetry/api'
import { parse, type DocumentNode, type GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { CasbahError, CATALOGUE } from '../errors.ts'
import type { Registry } from 'prom-client'
import type { Logger } from '../logger.ts'
import { verifyCaller } from './caller.ts'
import { sendAnswer, type Door, type Handle, type SubgraphRequest } from './handle.ts'

export interface SubgraphHttpOptions {
  name: string
  handle: Handle
  /** Key that the gateway signs callers with; doors are refused without it as `handle` is. */
  contextKey: Uint8Array
  /** Inner doors for the gateway, by path prefix such as `/token`. */
  doors?: Record<string, Door>
  /** Whether the service can do its work; for `/readyz`. */
  ready: () => Promise<boolean>
  /** What it counts; for `/metrics`. */
  metrics?: Registry | null
  port: number
  host?: string
  logger: Logger
}

const BODY_LIMIT = 4 * 1024 * 1024
/** A sender who goes on beyond this is cut off. */
const BODY_DRAINED = 4 * BODY_LIMIT
const SIGNED = 'x-casbah-caller'

/** A subgraph as an HTTP service of its own: `/graphql` by POST and graphql-ws, `/healthz`, `/readyz`, `/metrics`, doors. */
export async function listenSubgraph(options: SubgraphHttpOptions): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(error => {
      if (error instanceof CasbahError && !response.headersSent) return refuse(request, response, error)
      options.logger.error({ error: (error as Error).message }, 'request failed')
      if (!response.headersSent)
        json(response, 500, {
          errors: [{ message: 'The service failed on this request.', extensions: { code: 'INTERNAL' } }],
        })
      else response.destroy()
    })
  })
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: BODY_LIMIT })
  const live = useServer(
    {
      connectionInitWaitTimeout: 5_000,
      onSubscribe: async (context, _id, payload) => {
        const request = {
          query: payload.query,
          variables: payload.variables ?? {},
          operationName: payload.operationName ?? undefined,
        }
        let document: DocumentNode
        try {
          document = parse(payload.query)
        } catch (error) {
          return [error as GraphQLError]
        }
        return {
          schema: EMPTY,
          document,
          // The gateway's socket carries subscriptions of many callers, so each names its own.
          contextValue: { request, signed: payload.extensions?.[SIGNED] ?? context.connectionParams?.[SIGNED] },
        } as never
      },
      // A result's errors are masked and plain by now; graphql-ws would take them for GraphQLError objects.
      onNext: (_context, _id, _payload, _args, result) => result,
      // The handle parses, validates, checks and executes; graphql-ws only carries.
      validate: () => [],
      subscribe: (async (args: { contextValue: { request: SubgraphRequest; signed?: string } }) =>
        options.handle(args.contextValue.request, args.contextValue.signed)) as never,
      execute: (async (args: { contextValue: { request: SubgraphRequest; signed?: string } }) =>
        options.handle(args.contextValue.request, args.contextValue.signed)) as never,
    },
    sockets,
  )
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(options.port, options.host ?? '127.0.0.1', listening)
  })
  const { port } = server.address() as { port: number }
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}/graphql`,
    close: async () => {
      await live.dispose()
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

const EMPTY = {}

async function answer(request: IncomingMessage, response: ServerResponse, options: SubgraphHttpOptions): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://subgraph')
  if (url.pathname === '/healthz') return json(response, 200, { status: 'ok', service: options.name })
  if (url.pathname === '/readyz') {
    const ready = await options.ready()
    return json(response, ready ? 200 : 503, { ready, service: options.name })
  }
  if (url.pathname === '/metrics' && options.metrics) {
    const { contentType } = options.metrics
    response.writeHead(200, { 'content-type': contentType }).end(await options.metrics.metrics())
    return
  }
  if (url.pathname === '/graphql') {
    if (request.method !== 'POST')
      return json(response, 405, {
        errors: [{ message: 'Send GraphQL by POST.', extensions: { code: 'BAD_USER_INPUT' } }],
      })
    const asked = parseBody(await readBody(request))
    const closed = new AbortController()
    response.once('close', () => closed.abort())
    // The span that the gateway works in, where an operator has tracing on; else this costs nothing.
    const traced = propagation.extract(context.active(), request.headers)
    const result = await context.with(traced, () => options.handle(asked, header(request, SIGNED), closed.signal))
    if (Symbol.asyncIterator in result) {
      await result.return(undefined)
      throw new CasbahError('BAD_USER_INPUT', 'Subscriptions go over graphql-ws; connect a WebSocket to this address.')
    }
    return json(response, 200, result)
  }
  for (const [prefix, door] of Object.entries(options.doors ?? {})) {
    if (!url.pathname.startsWith(prefix)) continue
    await verifyCaller(header(request, SIGNED), options.contextKey)
    const body = await readBody(request)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const closed = new AbortController()
    response.once('close', () => closed.abort())
    const result = await door({
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body,
      signal: closed.signal,
    })
    await sendAnswer(response, result)
    return
  }
  json(response, 404, {
    errors: [{ message: `${options.name} has no ${url.pathname}.`, extensions: { code: 'NOT_FOUND' } }],
  })
}

function parseBody(body: Buffer): SubgraphRequest {
  let value: Partial<SubgraphRequest> | null
  try {
    value = JSON.parse(body.toString('utf8')) as Partial<SubgraphRequest> | null
  } catch {
    throw new CasbahError('BAD_USER_INPUT', 'The body is no JSON. Send {"query": "…", "variables": {…}}.')
  }
  if (typeof value?.query !== 'string')
    throw new CasbahError('BAD_USER_INPUT', 'The body has no query. Send {"query": "…", "variables": {…}}.')
  return {
    query: value.query,
    variables: value.variables ?? undefined,
    operationName: value.operationName ?? undefined,
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    // What comes after the limit is read but not kept, so that the sender is there to hear the answer.
    if (size <= BODY_LIMIT) parts.push(part)
    else parts.length = 0
    if (size > BODY_DRAINED) break
  }
  if (size > BODY_LIMIT)
    throw new CasbahError('BAD_USER_INPUT', 'The request is over 4 MB. Send less at once.', { status: 413 })
  return Buffer.concat(parts)
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function refuse(request: IncomingMessage, response: ServerResponse, error: CasbahError): void {
  const { status, ...extensions } = { status: CATALOGUE[error.code].status, ...error.extensions }
  if (!request.complete) response.setHeader('connection', 'close')
  json(response, Number(status), { errors: [{ message: error.message, extensions }] })
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
