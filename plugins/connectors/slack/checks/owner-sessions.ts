import type { z } from 'zod'
import type { ownerSessions } from './shapes.ts'

/** By owner the seconds of a session, or null where none is set; one of several workspaces comes with each of them. */
export const secondsOf = (read: z.output<typeof ownerSessions>) =>
  new Map<string, number | null>(
    read.flatMap(({ value }) => [
      ...value.no_settings_applied.map(id => [id, null] as const),
      ...value.session_settings.map(({ user_id: id, duration }) => [id, duration] as const),
    ]),
  )
