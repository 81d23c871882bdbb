import { z } from 'zod'
import { ADMINS } from '../inventory.ts'
import { instant } from '../table.ts'

const text = z.string().nullish()

/** Who holds a role of an administrator; never nobody. */
export const adminRows = z
  .array(
    z.looseObject({
      'role.name': z.string(),
      'user.user_name': z.string().min(1),
      'user.last_login_time': text,
      'user.web_service_access_only': text,
      'user.enable_multifactor_authn': text,
      'user.source': text,
    }),
  )
  .min(1)

export const UNREAD_ADMINS =
  'The holders of admin roles were not listed. Let Casbah’s user read sys_user_has_role and sys_user.'

/** Each of them once, whichever of the roles it is; others come where ServiceNow does not know a condition of the query. */
export function administratorsIn(rows: z.infer<typeof adminRows>) {
  const holders = rows.filter(row => ADMINS.includes(row['role.name']))
  const people = new Map(holders.map(row => [row['user.user_name'], row]))
  return [...people].map(([name, row]) => ({
    name,
    account: name,
    lastSeen: instant(row['user.last_login_time']),
    isProgram: flag(row['user.web_service_access_only']),
    mfa: flag(row['user.enable_multifactor_authn']),
    isFederated: Boolean(row['user.source']),
  }))
}

/** Null where the field was not shown. */
const flag = (value: string | null | undefined) => (value ? value === 'true' : null)
