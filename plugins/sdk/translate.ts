/** What a vendor's word means by a table of ours, such as its statuses; undefined when the table lacks it, also for words that every object answers to. */
export function translate<V>(table: Readonly<Record<string, V>>, word: string | null | undefined): V | undefined {
  return word != null && Object.hasOwn(table, word) ? table[word] : undefined
}
