import { z } from 'zod'

const text = z.string().nullish()
const tag = { '.tag': text }
const user = z
  .looseObject({ ...tag, team_member_id: text, account_id: text, display_name: text, email: text })
  .nullish()
const app = z.looseObject({ ...tag, app_id: text, display_name: text }).nullish()

/** The fields of an event that are read. A union names its member by `.tag`; new ones come weekly, and are let pass. */
export const teamEvent = z.looseObject({
  timestamp: text,
  event_type: z.looseObject({ '.tag': z.string().min(1), description: text }),
  actor: z.looseObject({ ...tag, user, admin: user, app, reseller_name: text, reseller_email: text }).nullish(),
  origin: z
    .looseObject({
      geo_location: z.looseObject({ ip_address: text, city: text, country: text }).nullish(),
      access_method: z
        .looseObject({ ...tag, session_id: text, end_user: z.looseObject({ session_id: text }).nullish() })
        .nullish(),
    })
    .nullish(),
  context: user,
  participants: z.array(z.looseObject({ ...tag, user, group_id: text, display_name: text })).nullish(),
  assets: z
    .array(
      z.looseObject({
        ...tag,
        path: z
          .looseObject({
            contextual: text,
            namespace_relative: z
              .looseObject({ ns_id: text, relative_path: text, is_shared_namespace: z.boolean().nullish() })
              .nullish(),
          })
          .nullish(),
        display_name: text,
        file_id: text,
        doc_id: text,
        doc_title: text,
        showcase_id: text,
        showcase_title: text,
      }),
    )
    .nullish(),
  details: z
    .looseObject({
      app_info: app,
      user_agent: text,
      domain_name: text,
      email_domain: text,
      error_details: z.looseObject({ user_friendly_message: text, technical_error_message: text }).nullish(),
      new_value: z.unknown().optional(),
    })
    .nullish(),
})

export type TeamEvent = z.infer<typeof teamEvent>
export type LoggedUser = NonNullable<TeamEvent['context']>
export type Asset = NonNullable<TeamEvent['assets']>[number]
