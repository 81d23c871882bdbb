import { isObject } from './data.ts'
import type { SubgraphResult } from './transport.ts'

/** What a subgraph answered, which may have any shape, as a result; null when it is none. */
export function readResult(answer: unknown): SubgraphResult | null {
  if (!isObject(answer)) return null
  const { data, errors, extensions } = answer
  if (!isObject(data) && data !== null && !Array.isArray(errors)) return null
  return {
    data: isObject(data) ? data : null,
    errors: Array.isArray(errors) ? readErrors(errors) : undefined,
    ...(isObject(extensions) && typeof extensions.skipped === 'number' ? { skipped: extensions.skipped } : {}),
  }
}

/** Only entries with a message are errors; those of a subgraph in this process are GraphQLErrors still. */
function readErrors(errors: unknown[]): NonNullable<SubgraphResult['errors']> {
  return errors.flatMap(each => {
    const error = isObject(each) && typeof each.toJSON === 'function' ? (each.toJSON() as unknown) : each
    if (!isObject(error) || typeof error.message !== 'string') return []
    return {
      message: error.message,
      ...(Array.isArray(error.path) ? { path: error.path } : {}),
      ...(isObject(error.extensions) ? { extensions: error.extensions } : {}),
    }
  })
}
