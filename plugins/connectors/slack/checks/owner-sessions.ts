import { z } from 'zod'

export const ownerSessions = z
  .array(
    z.looseObject({
      value: z.looseObject({
        session_settings: z.array(z.looseObject({ user_id: z.string().min(1), duration: z.number() })),
        no_settings_applied: z.array(z.string()),
      }),
    }),
  )
  .min(1)

export const UNTOLD =
  'Slack did not tell how long sessions of owners last: of an account without settings of its own, no API does.'

/** Owners, each once though one of several workspaces comes with each of them, with the seconds of a session; null where none are set. */
export function sessionsOf(read: z.output<typeof ownerSessions>) {
  const found = new Map<string, number | null>(
    read.flatMap(({ value }) => [
      ...value.no_settings_applied.map(id => [id, null] as const),
      ...value.session_settings.map(({ user_id: id, duration }) => [id, duration] as const),
    ]),
  )
  return [...found].map(([id, seconds]) => {
    const detail = seconds === null ? 'has no setting of its own' : `${seconds} seconds`
    return { owner: { name: id, account: id, detail }, seconds }
  })
}

/** Whether a session ends within so many hours; null where nothing says. 0 seconds stand for no end. */
export const endsWithin = (seconds: number | null, hours: number) =>
  seconds === null ? null : seconds > 0 && seconds <= hours * 3_600
