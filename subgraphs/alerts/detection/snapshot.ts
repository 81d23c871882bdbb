import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { Memory } from './memory.ts'
import type { SavedTable } from './slot-table.ts'
import { Learnt, type ShardState } from './state.ts'

const FORMAT = 2

interface Saved {
  format: number
  tenants: { tenant: string; learnt: Map<string, SavedTable>; memories: [string, [string, unknown][]][] }[]
}

/** What a shard remembers, as bytes; call it while nothing is being judged. */
export function writeState(state: ShardState): Buffer {
  const saved: Saved = {
    format: FORMAT,
    tenants: [...state].map(([tenant, { learnt, memories }]) => ({
      tenant,
      learnt: learnt.save(),
      memories: [...memories].map(([policy, memory]) => [policy, memory.save()]),
    })),
  }
  return serialize(saved)
}

/** Reads it back; null when another version of Casbah wrote it in a way that this one cannot read. */
export function readState(bytes: Buffer): ShardState | null {
  const saved = deserialize(bytes) as Saved
  if (saved.format !== FORMAT) return null
  return new Map(
    saved.tenants.map(({ tenant, learnt, memories }) => [
      tenant,
      {
        learnt: new Learnt(learnt),
        memories: new Map(memories.map(([policy, entries]) => [policy, new Memory(entries)])),
      },
    ]),
  )
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

export async function pack(bytes: Buffer): Promise<Buffer> {
  return compress(bytes)
}

/** Null when the bytes are of a version that packed otherwise. */
export async function unpack(bytes: Buffer): Promise<ShardState | null> {
  try {
    return readState(await decompress(bytes))
  } catch {
    return null
  }
}
