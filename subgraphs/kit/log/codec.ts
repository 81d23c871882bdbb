import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib'

/** A batch of items as it lies in the log: NDJSON, zstd. */
export function encodeBatch(items: object[]): Buffer {
  const text = items.map(item => JSON.stringify(item)).join('\n')
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
}

export function decodeBatch<T>(body: Buffer): T[] {
  return zstdDecompressSync(body)
    .toString('utf8')
    .split('\n')
    .map(line => JSON.parse(line) as T)
}
