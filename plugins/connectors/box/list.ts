import type { Query } from '@casbah/sdk'

/** How Box’s long lists go on, and its short ones. */
export const MARKER = { style: 'bodyCursor', field: 'next_marker' } as const
export const OFFSET = { style: 'offset', size: 1000, total: 'total_count' } as const

/** A page of a list that goes on by markers, which users and folders do only when asked to. */
export const list = (path: string, marker: string | undefined, more: Query = {}) => ({
  path,
  query: { ...more, usemarker: true, marker, limit: 1000 },
})
