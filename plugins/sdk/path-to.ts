/**
 * The path of a request, in which each value is one segment, encoded: pathTo`/users/${target.externalId}/sessions`. Throws where a value is missing, or
 * is one that an address would lose (`..`): the request would else be about something else.
 */
export function pathTo(texts: TemplateStringsArray, ...values: unknown[]): string {
  const segments = values.map(value => {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    if (text === '' || text === '.' || text === '..')
      throw new Error(
        `A part of ${texts.join('…')} is ${text ? `"${text}"` : 'missing'}, so there is nothing to ask for.`,
      )
    return encodeURIComponent(text)
  })
  return texts.map((text, index) => text + (segments[index] ?? '')).join('')
}
