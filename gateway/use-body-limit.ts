import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * Refuses bodies over `limit` bytes. A body whose length was announced is no longer than that, since the HTTP parser ends it there, so
 * only the others are counted: the HTTP layer's own limit sends every body through a stream more, which costs as much as all else it does.
 */
export function useBodyLimit(limit: number): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const announced = request.headers.get('content-length')
      if (announced !== null) {
        if (Number(announced) > limit) throw tooLarge(limit)
        return
      }
      if (!requestParser || !request.body) return
      setRequestParser(async ({ url, method, headers, signal, body }) => {
        const read = await readBody(body!, limit)
        return requestParser(new fetchAPI.Request(url, { method, headers, signal, body: read }))
      })
    },
  }
}

/** By a reader: to leave a loop over the body would close the connection before the refusal is told. */
async function readBody(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts)
    bytes += value.length
    if (bytes > limit) throw tooLarge(limit)
    parts.push(value)
  }
}

function tooLarge(limit: number): GraphQLError {
  return new GraphQLError(`The body is over ${limit} bytes. Send a shorter document, or less in its variables.`, {
    // What is left of the body is not read, so nothing can follow it.
    extensions: { code: 'BAD_REQUEST', http: { status: 413, headers: { connection: 'close' } } },
  })
}
