export const MINUTE_S = 60
export const DAY_S = 86_400
export const DAY_MS = DAY_S * 1000
const LAST = 0xffff_ffff

/** Epoch seconds that fit 32 bits and are never 0, which means never. */
export function secondsOf(ms: number): number {
  return Math.min(LAST, Math.max(1, Math.floor(ms / 1000)))
}

/** Days since 1970 that fit 16 bits. */
export function dayOf(seconds: number): number {
  return Math.min(0xffff, Math.floor(seconds / DAY_S))
}
