interface Read {
  each?: string | undefined
  touchedBy?: string[] | undefined
}

/** Vendor actions that touch a check: those that it names, and those that its reads name, and the reads that these are done for each row of. Each once. */
export function touchesOf(
  { reads: names, touchedBy = [] }: { reads: readonly string[]; touchedBy?: string[] | undefined },
  reads: Readonly<Record<string, Read>>,
): string[] {
  const found = new Set(touchedBy)
  const seen = new Set<string>()
  const look = (name: string | undefined) => {
    if (name === undefined || seen.has(name) || !Object.hasOwn(reads, name)) return
    seen.add(name)
    for (const action of reads[name]?.touchedBy ?? []) found.add(action)
    look(reads[name]?.each)
  }
  names.forEach(look)
  return [...found]
}
