const COLLATOR = new Intl.Collator('en', { numeric: true })

/** Orders numbers of requirements as people read them: `IA-2` before `IA-10`, `A.5.9` before `A.5.10`. */
export function byNaturalOrder(a: string, b: string): number {
  return COLLATOR.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
