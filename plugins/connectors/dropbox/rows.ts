import { translate, type AccountStatus } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const id = z.string().min(1)
const tag = z.looseObject({ '.tag': z.string() })
export const member = z.looseObject({
  profile: z.looseObject({
    team_member_id: id,
    email: text,
    name: z.looseObject({ display_name: text }).nullish(),
    status: tag,
  }),
  roles: z.array(z.unknown()).nullish(),
})
const seen = z.array(z.looseObject({ updated: text })).nullish()
export const devices = z.looseObject({
  team_member_id: id,
  web_sessions: seen,
  desktop_clients: seen,
  mobile_clients: seen,
})
export const group = z.looseObject({ group_id: id, group_name: z.string() })
export const groupMember = z.looseObject({ profile: z.looseObject({ team_member_id: id }) })
export const namespace = z.looseObject({
  namespace_id: id,
  name: z.string(),
  namespace_type: tag,
  team_member_id: text,
})
export const linkedApp = z.looseObject({
  app_id: id,
  app_name: z.string(),
  publisher: text,
  linked: text,
  is_app_folder: z.boolean(),
})

const STATUS: Record<string, AccountStatus> = {
  active: 'ACTIVE',
  invited: 'INVITED',
  suspended: 'SUSPENDED',
  removed: 'DELETED',
  moved_to_another_team: 'DELETED',
}

export const statusOf = ({ '.tag': word }: z.infer<typeof tag>) => translate(STATUS, word) ?? 'UNKNOWN'

/** The newest time at which a session or device of a member was used. */
export const lastUseOf = ({
  web_sessions: web,
  desktop_clients: desktop,
  mobile_clients: mobile,
}: z.infer<typeof devices>) =>
  [web, desktop, mobile]
    .flatMap(list => (list ?? []).flatMap(({ updated }) => updated ?? []))
    .toSorted()
    .at(-1)
