import type { Query } from '@casbah/sdk'

/** Lists of Webex say by a link where they go on. */
export const LIST = { rows: 'items', page: { style: 'link' } } as const

/** A list of Webex, by its path. Where many rows are safe to ask for, a thousand; of people, whose presence is looked up one by one, a hundred. */
export const listOf = (path: string, query: Query = {}) => ({ path, query: { max: 1_000, ...query } })

/** Webex leaves out what is of the very instant that a span begins with. */
export const justBefore = (time: string) => new Date(Date.parse(time) - 1).toISOString()
