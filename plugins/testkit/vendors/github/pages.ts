import type { VendorAnswer } from '../../replay/vendor.ts'

/** A list by `per_page` and `page`, or by `after` where it goes on by a cursor, with the links that lead on. */
export function pageOf(
  rows: object[],
  path: string,
  query: URLSearchParams,
  by: 'page' | 'after' = 'page',
): VendorAnswer {
  const perPage = Math.min(Math.max(1, Number(query.get('per_page') ?? 30) || 30), 100)
  const page = Math.max(1, Number(query.get(by)?.replace('cursor-', '') ?? 1) || 1)
  const body = rows.slice((page - 1) * perPage, page * perPage)
  if (page * perPage >= rows.length) return { status: 200, body }
  const link = (number: number, rel: string) => {
    const parameters = new URLSearchParams(query)
    parameters.set(by, by === 'after' ? `cursor-${number}` : String(number))
    return `<https://api.github.com${path}?${parameters.toString()}>; rel="${rel}"`
  }
  const last = by === 'after' ? [] : [link(Math.ceil(rows.length / perPage), 'last')]
  return { status: 200, headers: { link: [link(page + 1, 'next'), ...last].join(', ') }, body }
}
