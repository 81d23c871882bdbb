/** A dot that ends a name; the next one begins it. */
const AFTER_NAME = /(?<=[^.])\./

/**
 * The value at a dotted path, such as `client.ipAddress`; '' is the value itself, undefined where a step is missing. A field whose own name is the whole
 * path wins (`@odata.nextLink`), and a step may begin with a dot itself (`policy..tag` is the field `.tag` of `policy`).
 */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, path))
    return (value as Record<string, unknown>)[path]
  let here: unknown = value
  for (const step of path.split(AFTER_NAME)) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<string, unknown>)[step]
  }
  return here
}
