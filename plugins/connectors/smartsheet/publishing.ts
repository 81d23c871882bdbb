import { z } from 'zod'

const by = z.string().nullish()
const flag = z.boolean().nullish()

/** In which ways a sheet, report or dashboard is published. Reports and dashboards have only the first. */
export const publishing = z.looseObject({
  readOnlyFullEnabled: z.boolean(),
  readOnlyFullAccessibleBy: by,
  readOnlyLiteEnabled: flag,
  readWriteEnabled: flag,
  readWriteAccessibleBy: by,
  icalEnabled: flag,
})
export type Publishing = z.infer<typeof publishing>

interface WayIn {
  name: string
  to: 'link' | 'organisation'
  role: 'READ' | 'WRITE'
}

/** Whom an address lets in; where it is not said whom, anyone. One for those alone with whom the thing is shared lets in nobody else. */
const whom = (accessibleBy: string | null | undefined): WayIn['to'][] =>
  accessibleBy === 'SHARED' ? [] : [accessibleBy === 'ORG' ? 'organisation' : 'link']

/** The addresses that are open, each with whom it lets in. Page and calendar know no bounds. */
export function waysIn(all: Publishing): WayIn[] {
  const way = (name: string, isOpen: boolean | null | undefined, accessibleBy: string | null | undefined) =>
    isOpen
      ? whom(accessibleBy).map(to => ({ name, to, role: name === 'read and write' ? 'WRITE' : 'READ' }) as const)
      : []
  return [
    ...way('read only', all.readOnlyFullEnabled, all.readOnlyFullAccessibleBy),
    ...way('read and write', all.readWriteEnabled, all.readWriteAccessibleBy),
    ...way('page', all.readOnlyLiteEnabled, 'ALL'),
    ...way('calendar', all.icalEnabled, 'ALL'),
  ]
}
