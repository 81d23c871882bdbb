import { z } from 'zod'

const text = z.string().nullish()
const named = z.looseObject({ id: text, name: text }).nullish()

/** What is read of an entry, which wraps the activity once more. Entries of administration often have no object. */
export const logEntry = z.looseObject({
  activity: z.looseObject({
    date: z.string().min(1),
    name: z.string().min(1),
    host: text,
    user: z.looseObject({ id: text, guid: text, name: text, email: text, memberType: text }).nullish(),
    storageObject: z.looseObject({ docId: text, name: text, Matter: text, cabinet: named }).nullish(),
  }),
})

export type LogEntry = z.infer<typeof logEntry>
