/** The value at a dotted path, such as `client.ipAddress`; '' is the value itself, undefined where a step is missing. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value
  let here: unknown = value
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<string, unknown>)[step]
  }
  return here
}
