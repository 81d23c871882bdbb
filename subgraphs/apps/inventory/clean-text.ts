/** Text that PostgreSQL can hold; null for none. */
export const cleanText = (text: string | null | undefined) => text?.replaceAll('\0', '\ufffd').toWellFormed() || null

/** A time that PostgreSQL can hold; null for what is none. */
export function cleanTime(text: string | null | undefined): string | null {
  const time = text == null ? Number.NaN : Date.parse(text)
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear()
  return year >= 1 && year <= 9999 ? new Date(time).toISOString() : null
}
