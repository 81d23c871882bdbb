import { judgeParsed, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const value = z.looseObject({ '.tag': z.string().min(1) })
const events = z
  .array(z.looseObject({ timestamp: z.iso.datetime(), details: z.looseObject({ new_value: value }) }))
  .min(1)
export type Value = z.infer<typeof value>

/** What the newest of the changes set; they come in no order. Throws on what are none. */
export function newest(found: z.infer<typeof events>): Value {
  const [last] = found.toSorted((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp))
  return last!.details.new_value
}
export const changes = events

/** Judges a policy by its last change in the log. One that was never changed since the log began is one of which nobody can tell. */
export const lastSaid = <P>(
  read: string,
  what: string,
  { is, say }: { is: (value: Value, parameters: P) => boolean; say: (value: Value, parameters: P) => string },
): ((read: Record<string, unknown>, parameters: P) => Judgement) =>
  judgeParsed(
    { [read]: events },
    `The log has no change of ${what}, and nothing else tells it: look in the admin console. Set it anew, and the log has it.`,
    (reads, parameters) => {
      const last = newest(reads[read] as z.infer<typeof events>)
      const status = is(last, parameters) ? 'PASS' : 'FAIL'
      return { status, message: say(last, parameters), values: { [read]: last['.tag'] } }
    },
  )
