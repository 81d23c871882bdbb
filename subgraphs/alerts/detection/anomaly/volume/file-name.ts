const LONGEST_NAME = 300
const LONGEST_ENDING = 24

/** The name without its folders, in lower case. */
export function baseName(name: string): string {
  return name.slice(-LONGEST_NAME).toLowerCase().split(/[\\/]/).at(-1)!.trim()
}

/** What comes after the last dot of a name; null when there is none, or it is no ending. */
export function endingOf(base: string): string | null {
  const dot = base.lastIndexOf('.')
  const ending = base.slice(dot + 1)
  return dot > 0 && ending && ending.length <= LONGEST_ENDING && /^[\p{L}\p{N}_\-{}@!]+$/u.test(ending) ? ending : null
}

/** Whether a name has a second ending before its last, as `plan.docx.q7x1` has. */
export function isAppended(base: string): boolean {
  const inner = endingOf(base.slice(0, Math.max(0, base.lastIndexOf('.'))))
  return inner !== null && inner.length <= 5 && /[a-z]/.test(inner)
}
