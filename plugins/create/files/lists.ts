import type { PageStyleName } from '../answers.ts'

/** How a list is asked for and goes on, as the text of the connector's files. */
export interface ListText {
  /** Arguments of `request`, for the log and for users. */
  ask: { log: string; users: string }
  /** Its `query`. */
  query: { log: string; users: string }
  /** Its page style. */
  page: { log: string; users: string }
  /** Order of the log and what follows from it. */
  order: string
  /** Why so, in one comment. */
  reason: string
}

const span = '{ since, until, limit: 100 }'
const byCursor = {
  ask: { log: '{ since, until, cursor }', users: '{ cursor }' },
  query: {
    log: `cursor === undefined ? ${span} : { cursor, until, limit: 100 }`,
    users: '{ cursor, limit: 100 }',
  },
  order: `order: 'arrival',`,
  reason:
    'The cursor goes through the log as the vendor stores it, so that what comes late is neither lost nor read twice.',
}

export const LISTS: Record<PageStyleName, ListText> = {
  link: {
    ask: { log: '{ since, until }', users: '' },
    query: { log: span, users: '{ limit: 100 }' },
    page: { log: `{ style: 'link', keepLast: true }`, users: `{ style: 'link' }` },
    order: `order: 'arrival',`,
    reason:
      'The link goes through the log as the vendor stores it, so that what comes late is neither lost nor read twice.',
  },
  nextUrl: {
    ask: { log: '{ since, until }', users: '' },
    query: { log: span, users: '{ limit: 100 }' },
    page: { log: `{ style: 'nextUrl', field: 'next' }`, users: `{ style: 'nextUrl', field: 'next' }` },
    order: `order: 'ascending',\n    overlapSeconds: 600,`,
    reason: 'Oldest first; each poll reads ten minutes back for what came late.',
  },
  bodyCursor: {
    ...byCursor,
    page: {
      log: `{ style: 'bodyCursor', field: 'cursor', keepLast: true }`,
      users: `{ style: 'bodyCursor', field: 'cursor' }`,
    },
  },
  headerCursor: {
    ...byCursor,
    page: {
      log: `{ style: 'headerCursor', header: 'x-next-cursor', keepLast: true }`,
      users: `{ style: 'headerCursor', header: 'x-next-cursor' }`,
    },
  },
  offset: {
    ask: { log: '{ since, until, offset }', users: '{ offset }' },
    query: { log: '{ since, until, offset, limit: 100 }', users: '{ offset, limit: 100 }' },
    page: {
      log: `{ style: 'offset', size: 100, total: 'total' }`,
      users: `{ style: 'offset', size: 100, total: 'total' }`,
    },
    order: `order: 'descending',\n    overlapSeconds: 600,`,
    reason: 'Newest first; the host drains one span of time after the other, and each poll reads ten minutes back.',
  },
  keyset: {
    ask: { log: '{ since, until, after }', users: '{ after }' },
    query: {
      log: `after ? { after_time: after[0], after_id: after[1], until, limit: 100 } : ${span}`,
      users: '{ after_id: after?.[0], limit: 100 }',
    },
    page: {
      log: `{ style: 'keyset', fields: ['occurredAt', 'id'], size: 100, endsEmpty: true }`,
      users: `{ style: 'keyset', fields: ['id'], size: 100, endsEmpty: true }`,
    },
    order: `order: 'ascending',\n    overlapSeconds: 600,`,
    reason: 'Oldest first; each poll reads ten minutes back for what came late.',
  },
  window: {
    ask: { log: '{ since, until }', users: '' },
    query: { log: '{ since, until }', users: '{}' },
    page: { log: `{ style: 'window', mostRows: 1000 }`, users: `{ style: 'none' }` },
    order: `order: 'descending',\n    overlapSeconds: 600,`,
    reason:
      'The vendor answers a whole span of time at once, at most 1,000 rows; where there are more the host halves the span.',
  },
}
