import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createInflate } from 'node:zlib'
import { HostError } from './host-error.ts'

/** A file that is gzip may come gzipped once more. */
const LAYERS = 2

/**
 * A body without its compression: as its header says, and gzip also where only its first bytes tell, as with files in a store. Pulled piece by
 * piece; more than `most` bytes is refused, so that a small file cannot unpack without end.
 */
export async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  most: number,
): AsyncGenerator<Uint8Array, void, void> {
  let pieces = encoding === 'deflate' ? through(body, createInflate()) : body
  for (let layer = 0; layer < LAYERS; layer++) {
    const { first, all } = await peeked(pieces)
    pieces = all
    if (first[0] !== 0x1f || first[1] !== 0x8b) break
    pieces = through(all, createGunzip())
  }
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > most) {
      const text = `The vendor's file is over ${Math.round(most / 1e6)} MB, which is not taken. Raise CASBAH_DOWNLOAD_BYTES if such files are to be read.`
      throw new HostError('BAD_ANSWER', text)
    }
    yield piece
  }
}

/** What goes wrong on either side comes out of the loop over it. */
function through(pieces: AsyncIterable<Uint8Array>, transform: Transform): AsyncIterable<Uint8Array> {
  return pipeline(Readable.from(pieces, { objectMode: false }), transform, () => undefined)
}

/** The first two bytes, and the pieces as if nobody had looked. */
async function peeked(
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const rest = pieces[Symbol.asyncIterator]()
  let first: Uint8Array = new Uint8Array()
  for (let next = await rest.next(); ; next = await rest.next()) {
    if (next.done) break
    first = first.length > 0 ? Buffer.concat([first, next.value]) : next.value
    if (first.length >= 2) break
  }
  const all = async function* () {
    try {
      if (first.length > 0) yield first
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
    } finally {
      await rest.return?.()
    }
  }
  return { first, all: all() }
}
