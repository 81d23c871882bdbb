import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { ShardMemory } from './engine.ts'
import { Memory } from './memory.ts'

const FORMAT = 1
type Saved = { format: number; tenants: [string, [string, [string, unknown][]][]][] }

/** What a shard remembers, as text; call it while nothing is being judged. */
export function writeMemory(memory: ShardMemory): string {
  const saved: Saved = {
    format: FORMAT,
    tenants: [...memory].map(([tenant, policies]) => [
      tenant,
      [...policies].map(([policy, remembered]) => [policy, remembered.save()]),
    ]),
  }
  return JSON.stringify(saved)
}

/** Reads it back; null when another version of Casbah wrote it in a way that this one cannot read. */
export function readMemory(text: string): ShardMemory | null {
  const saved = JSON.parse(text) as Saved
  if (saved.format !== FORMAT) return null
  return new Map(
    saved.tenants.map(([tenant, policies]) => [
      tenant,
      new Map(policies.map(([policy, entries]) => [policy, new Memory(entries)])),
    ]),
  )
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

export async function pack(text: string): Promise<Buffer> {
  return compress(text)
}

export async function unpack(bytes: Buffer): Promise<string> {
  return (await decompress(bytes)).toString('utf8')
}
