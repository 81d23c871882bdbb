import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { sealCursor, openCursor } from '../cursor.ts'
import type { SmartsheetSettings } from './settings.ts'

/** What the routes of an emulated organisation share. */
export interface SmartsheetOrganisation {
  accounts: VendorAccount[]
  settings: SmartsheetSettings
  now: () => number
  /** Most rows of a page that goes on by a key, whatever is asked for. */
  pageRows: number
  /** Writes into the log what was done by the API. */
  record: (objectType: string, action: string, objectId: number | string, details?: object) => void
}

/** A page by its number. One behind the last gives the last again. */
export function numbered(all: object[], query: URLSearchParams): VendorAnswer {
  const pageSize = Number(query.get('pageSize') ?? 100)
  const totalPages = Math.max(1, Math.ceil(all.length / pageSize))
  const pageNumber = Math.min(Math.max(1, Number(query.get('page') ?? 1)), totalPages)
  const data = all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
  return { status: 200, body: { pageNumber, pageSize, totalPages, totalCount: all.length, data } }
}

/** A page that goes on by a key; undefined for a key that is none. */
export function keyed(all: object[], query: URLSearchParams, most: number) {
  const from = query.has('lastKey') ? openCursor<number>(query.get('lastKey')!) : 0
  if (typeof from !== 'number') return undefined
  const end = from + Math.min(Number(query.get('maxItems') ?? 100), most)
  return { rows: all.slice(from, end), ...(end < all.length && { lastKey: sealCursor(end) }) }
}

/** The numbers and words of a path below the version. */
export const stepsOf = ({ path }: VendorRequest) => path.split('/').slice(2).map(decodeURIComponent)
