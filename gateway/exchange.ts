import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request that is not GraphQL, and its answer. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
}

/** A refusal with the sentence for whoever asked. */
export class HttpRefusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'HttpRefusal'
    this.status = status
    this.code = code
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

/** Errors outside GraphQL have GraphQL's shape, too, so that clients read one shape only. */
export function sendRefusal(response: ServerResponse, { status, code, message }: HttpRefusal): void {
  sendJson(response, status, { errors: [{ message, extensions: { code } }] })
}

export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > limit)
      throw new HttpRefusal(413, 'BAD_USER_INPUT', `The body is over ${limit} bytes. Send it in parts.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address === 'localhost' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address ?? '')
}
