import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExecutionResult } from 'graphql'

/** One GraphQL request, as GraphQL over HTTP has it. */
export interface SubgraphRequest {
  query: string
  variables?: Record<string, unknown> | undefined
  operationName?: string | undefined
}

/** A result, or for a subscription the results one by one; returning the iterator ends the subscription. */
export type SubgraphAnswer = ExecutionResult | AsyncGenerator<ExecutionResult, void, void>

/**
 * The one way into a subgraph: its HTTP server mounts it, the all-in-one calls it.
 * `signedCaller` comes from `signCaller`; authentication, tenant, scopes and masking happen behind it, so both ways are the same.
 */
export type Handle = (
  request: SubgraphRequest,
  signedCaller: string | undefined,
  signal?: AbortSignal,
) => Promise<SubgraphAnswer>

/** An inner door of a subgraph for the gateway or a neighbour, such as token look-up, push intake or history. */
export type Door = (request: DoorRequest) => Promise<DoorAnswer>

export interface DoorRequest {
  method: string
  path: string
  query: URLSearchParams
  /** Names in lower case. */
  headers: Record<string, string>
  body: Uint8Array
  /** Tells that nobody waits for the answer any more. */
  signal?: AbortSignal
}

export interface DoorAnswer {
  status: number
  headers?: Record<string, string>
  body: string
  /** What the body says, for who knocks in the same process and need not read text; over HTTP it becomes the body, as JSON. */
  value?: unknown
  /** What follows the body, piece by piece: asked for as fast as it is taken, ended early by `return`. */
  rest?: AsyncIterable<string>
}

/** The body of a door's answer as it goes over HTTP. */
function bodyOf({ body, value }: DoorAnswer): string {
  return value === undefined ? body : JSON.stringify(value)
}

/** Sends a door's answer; resolves when all of it was taken, rejects when whoever asked is gone before. */
export async function sendAnswer(response: ServerResponse, answer: DoorAnswer): Promise<void> {
  const { status, rest } = answer
  const headers = { 'content-type': 'application/json', ...answer.headers }
  const body = bodyOf(answer)
  if (!rest) return void response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
  response.writeHead(status, headers)
  if (body) response.write(body)
  // Who follows a stream hears at once that it is there, also while nothing happens.
  else response.flushHeaders()
  await pipeline(Readable.from(rest), response)
}
