import { at, type SubjectDraft } from '@casbah/sdk'

const DAY = 86_400_000

/** The site's own time, epoch milliseconds; NaN where it did not tell. */
export const nowIn = (read: Record<string, unknown>) => Date.parse(String(at(read, 'serverInfo.serverTime')))

/** Whole days between two times; NaN where one of them is none. */
export const daysBetween = (from: string | number, to: string | number) =>
  Math.floor((new Date(to).getTime() - new Date(from).getTime()) / DAY)

/** Judges something by an age, or a life, of so many whole days; unclear where a time was none. */
export const judgeAge = (subject: Omit<SubjectDraft, 'passed'>, days: number, most: number): SubjectDraft | 'UNCLEAR' =>
  Number.isNaN(days) ? 'UNCLEAR' : { ...subject, passed: days <= most }
