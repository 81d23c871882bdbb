import { at } from '@casbah/sdk'

const DAY = 86_400_000

/** The site's own time, epoch milliseconds; NaN where it did not tell. */
export const nowIn = (read: Record<string, unknown>) => Date.parse(String(at(read, 'serverInfo.serverTime')))

/** Whole days between two times; NaN where one of them is none. */
export const daysBetween = (from: string | number, to: string | number) =>
  Math.floor((new Date(to).getTime() - new Date(from).getTime()) / DAY)
