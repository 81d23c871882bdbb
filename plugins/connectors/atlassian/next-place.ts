/**
 * Where a list goes on: what comes as `next` is now the bare cursor, now the address of the next page, whole or below a base that is not ours. Of an address
 * only this parameter is taken.
 */
export function nextPlace(next: string, parameter: 'cursor' | 'start'): string {
  const query = next.includes('?') ? new URLSearchParams(next.slice(next.indexOf('?') + 1)) : null
  return query?.get(parameter) ?? next
}
