/** Ids in a list that NetDocuments answered; null when it answered no list. */
export function listed(body: unknown, field = 'id'): string[] | null {
  if (!Array.isArray(body)) return null
  return body.flatMap((row: unknown) => {
    const id = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined
    return typeof id === 'string' ? [id] : []
  })
}
