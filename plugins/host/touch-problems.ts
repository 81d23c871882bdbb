/** Checks that are touched by an action that the vocabulary does not have, each a sentence; with a trailing `*`, any that begins so will do. */
export function touchProblems(
  checks: readonly { name: string; touchedBy?: string[] }[],
  vocabulary: Readonly<Record<string, unknown>>,
): string[] {
  const known = Object.keys(vocabulary)
  const isKnown = (action: string) =>
    action.endsWith('*') ? known.some(name => name.startsWith(action.slice(0, -1))) : Object.hasOwn(vocabulary, action)
  return checks.flatMap(({ name, touchedBy = [] }) =>
    touchedBy
      .filter(action => !isKnown(action))
      .map(action => `The check "${name}" is touched by "${action}", which the vocabulary does not have.`),
  )
}
