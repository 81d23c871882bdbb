/** Shards of every topic. A shard is a hash of the tenant alone, so that one place judges all of a tenant. */
export const SHARDS = 16

/** FNV-1a of the tenant. */
export function shardOf(tenant: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < tenant.length; index++) hash = Math.imul(hash ^ tenant.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % SHARDS
}
