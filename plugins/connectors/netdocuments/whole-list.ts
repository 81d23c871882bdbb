import type { PageStyle } from '@casbah/sdk'

/** NetDocuments gives a list whole, as the answer itself. */
export const WHOLE_LIST = { rows: '', page: { style: 'none' } satisfies PageStyle }
