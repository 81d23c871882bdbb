import { CasbahError } from '../errors.ts'

/** A page as Relay has it. */
export interface Page<Node> {
  edges: { cursor: string; node: Node }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  /** Resolved only when asked for. */
  totalCount: () => Promise<number>
}

export const MAX_PAGE = 500

/** The page size asked for; BAD_USER_INPUT outside 0 to 500. */
export function pageSize(first: number | null | undefined, standard = 50): number {
  const size = first ?? standard
  if (!Number.isInteger(size) || size < 0 || size > MAX_PAGE)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `first is ${size}; it must be from 0 to ${MAX_PAGE}. Ask for more by further pages with \`after\`.`,
    )
  return size
}

/** A page of rows read with one row more than `size`, which tells whether more follow. */
export function toPage<Row, Node>(options: {
  rows: Row[]
  size: number
  after: boolean
  cursorOf: (row: Row) => string
  nodeOf: (row: Row) => Node
  totalCount: () => Promise<number>
}): Page<Node> {
  const kept = options.rows.slice(0, options.size)
  const edges = kept.map(row => ({ cursor: options.cursorOf(row), node: options.nodeOf(row) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: options.rows.length > options.size,
      hasPreviousPage: options.after,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: options.totalCount,
  }
}
