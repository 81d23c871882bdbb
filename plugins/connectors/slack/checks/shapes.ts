import { z } from 'zod'
import { ofWorkspaces } from './people.ts'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

export const approval = z.looseObject({
  app: z.looseObject({ id: z.string(), name: z.string() }),
  scopes: z.array(z.looseObject({ name: z.string() })),
})

export const externalTeams = z.array(
  z.looseObject({
    team_id: z.string().min(1),
    team_name: z.string().nullish(),
    team_domain: z.string().nullish(),
    connection_status: z.string().nullish(),
  }),
)

/** Those that are or may still be connected. */
export const connected = (teams: z.output<typeof externalTeams>) =>
  teams.filter(({ connection_status: status }) => status !== 'DISCONNECTED' && status !== 'BLOCKED')

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

export const workspace = z.looseObject({
  name: z.string(),
  discoverability: z.enum(['open', 'invite_only', 'closed', 'unlisted', 'hidden']),
})

export const files = ofWorkspaces(
  z.array(z.looseObject({ id: z.string().min(1), name: z.string().nullish(), public_url_shared: z.boolean() })),
)

export const preferences = z.object({ msg_edit_window_mins: z.number().int(), allow_message_deletion: z.boolean() })
