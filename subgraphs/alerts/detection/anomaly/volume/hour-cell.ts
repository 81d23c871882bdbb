/**
 * What somebody did within one hour, in 32 bits. The first six times are kept as minutes (slices of two), so that a window can be
 * counted exactly; from the seventh on the cell has the count alone and the slices lie elsewhere. One bit says that the hour teaches
 * nothing.
 */
export type HourCell = number

export const SLICE_MS = 120_000
export const SLICES = 30

const COUNTED = 0x8000_0000
const FROZEN = 0x4000_0000
/** So many times are kept as slices. */
export const PLACES = 6
const BITS = 5
const LOW = 0x3fff_ffff

export const isFrozen = (cell: HourCell) => (cell & FROZEN) !== 0
export const isCounted = (cell: HourCell) => (cell & COUNTED) !== 0
export const frozen = (cell: HourCell): HourCell => (cell | FROZEN) >>> 0

/** How much happened in the hour. */
export function countOf(cell: HourCell): number {
  return isCounted(cell) ? cell & LOW : slicesOf(cell).length
}

/** The slices of the hour that it happened in, 0 to 29; none once it is only counted. */
export function slicesOf(cell: HourCell): number[] {
  const slices: number[] = []
  if (isCounted(cell)) return slices
  for (let place = 0; place < PLACES; place++) {
    const slice = (cell >>> (place * BITS)) & 31
    if (slice) slices.push(slice - 1)
  }
  return slices
}

/** The cell after something happened `times` in a slice. */
export function added(cell: HourCell, slice: number, times: number): HourCell {
  const count = countOf(cell)
  if (isCounted(cell) || count + times > PLACES)
    return (((cell & FROZEN) | COUNTED) + Math.min(count + times, LOW)) >>> 0
  let next = cell
  for (let place = count; place < count + times; place++) next |= (slice + 1) << (place * BITS)
  return next >>> 0
}
