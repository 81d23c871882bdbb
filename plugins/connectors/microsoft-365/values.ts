/** A text that says something: neither blank nor one of the words that stand for nothing. */
export function known(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed && trimmed !== '<null>' && trimmed !== 'null' ? trimmed : undefined
}

/** The text under a name in a list of names and values. */
export function named(
  pairs: { Name?: string | null | undefined; Value?: unknown }[] | null | undefined,
  name: string,
): string | undefined {
  const value = pairs?.find(pair => pair.Name === name)?.Value
  return typeof value === 'string' ? known(value) : undefined
}
