/** An object as a subgraph answered it. */
export type Data = Record<string, unknown>

/** A place in an answer: response keys and list indexes. */
export type Path = (string | number)[]

export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
