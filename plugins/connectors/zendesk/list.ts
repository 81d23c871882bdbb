import type { HttpRequest } from '@casbah/sdk'

/** How Zendesk's lists go on, be they logs or people: by a cursor, to the end. By offsets they would end at 100 pages. */
export const page = { style: 'bodyCursor', field: 'meta.after_cursor', more: 'meta.has_more' } as const

/** One page of a list. */
export const listed = (path: string, cursor: string | undefined, query: HttpRequest['query'] = {}): HttpRequest => ({
  path,
  query: { ...query, 'page[size]': 100, 'page[after]': cursor },
})

/** Zendesk's own word for the people who work with it; customers are no accounts here. */
export const TEAM = '/api/v2/users?role%5B%5D=agent&role%5B%5D=admin'
