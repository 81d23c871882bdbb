/** Which text, as the graph's StringFilter. */
export interface TextMatch {
  in?: string[] | null
  contains?: string | null
  startsWith?: string | null
  isSet?: boolean | null
}

/** Whether a text is meant, whatever its case; a missing text is meant by `isSet: false` alone. */
export function textMatches(filter: TextMatch, text: string | null | undefined): boolean {
  if (filter.isSet != null && filter.isSet !== (text != null && text !== '')) return false
  if (filter.in == null && filter.contains == null && filter.startsWith == null) return true
  if (text == null) return false
  const lower = text.toLowerCase()
  if (filter.in && !filter.in.some(value => value.toLowerCase() === lower)) return false
  if (filter.contains != null && !lower.includes(filter.contains.toLowerCase())) return false
  return filter.startsWith == null || lower.startsWith(filter.startsWith.toLowerCase())
}
