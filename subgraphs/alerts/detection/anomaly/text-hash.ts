const LONGEST = 512

/** FNV-1a of a text in 32 bits, never 0; of a long text its first 512 characters and its length. */
export function hashOf(text: string): number {
  let hash = 0x811c_9dc5 ^ text.length
  const end = Math.min(text.length, LONGEST)
  for (let at = 0; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193)
  return hash >>> 0 || 1
}
