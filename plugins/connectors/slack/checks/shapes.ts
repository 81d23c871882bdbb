import { z } from 'zod'
import { ofWorkspaces } from './people.ts'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

/** Rights with which an app reads what was said, or administers. */
const STRONG = /^admin($|[.:])|^auditlogs:|^discovery:|:history$|^search:read/

/** An app that was approved, with those of its rights that are strong. */
export const approval = z
  .looseObject({
    app: z.looseObject({ id: z.string(), name: z.string() }),
    scopes: z.array(z.looseObject({ name: z.string() })),
  })
  .transform(({ app: { id, name }, scopes }) => ({
    id,
    name,
    strong: scopes.map(scope => scope.name).filter(scope => STRONG.test(scope)),
  }))

/** Organisations that are or may still be connected, by name, domain where there is one, and id. */
export const externalTeams = z
  .array(
    z.looseObject({
      team_id: z.string().min(1),
      team_name: z.string().nullish(),
      team_domain: z.string().nullish(),
      connection_status: z.string().nullish(),
    }),
  )
  .transform(teams =>
    teams
      .filter(({ connection_status: status }) => status !== 'DISCONNECTED' && status !== 'BLOCKED')
      .map(({ team_id: id, team_name: name, team_domain: domain }) => ({
        name: name || domain || id,
        ids: domain ? [domain, id] : [id],
      })),
  )

/** By whose addresses people sign up, of each workspace: domains, as text that is parted by commas or blanks. */
export const signUps = ofWorkspaces(
  z
    .looseObject({ team: z.looseObject({ email_domain: z.string() }) })
    .transform(({ team: { email_domain: text } }) => ({
      domains: text.toLowerCase().match(/[^\s,]+/g) ?? [],
      detail: text || 'by invitation alone',
    })),
)

export const workspace = z.looseObject({
  name: z.string(),
  discoverability: z.enum(['open', 'invite_only', 'closed', 'unlisted', 'hidden']),
})

export const files = ofWorkspaces(
  z.array(z.looseObject({ id: z.string().min(1), name: z.string().nullish(), public_url_shared: z.boolean() })),
)

export const preferences = z.object({ msg_edit_window_mins: z.number().int(), allow_message_deletion: z.boolean() })
