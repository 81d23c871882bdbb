const UNSTORABLE = /\0|\p{Surrogate}/u

/** Text as PostgreSQL takes it: NUL and lone surrogates become U+FFFD. */
export function cleanText(text: string): string {
  return UNSTORABLE.test(text) ? text.toWellFormed().replaceAll('\0', '\ufffd') : text
}

export function cleanOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : cleanText(text)
}
