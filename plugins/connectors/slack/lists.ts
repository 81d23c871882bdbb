import type { PageStyle } from '@casbah/sdk'

/** Where most methods of the Web API say how a list goes on; '' is its end. */
export const BY_CURSOR: PageStyle = { style: 'bodyCursor', field: 'response_metadata.next_cursor' }

/** People of a page, as the vendor allows at most. */
export const PEOPLE = 100
/** Files and approved apps of a page. */
export const ROWS = 200

/** Files know pages and no cursor. */
export const BY_PAGE: PageStyle = { style: 'offset', size: ROWS, unit: 'page', from: 1, total: 'paging.total' }
