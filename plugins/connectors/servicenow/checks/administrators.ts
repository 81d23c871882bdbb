import { judgeParsed, type Judgement } from '@casbah/sdk'
import { z } from 'zod'
import { ADMINS } from '../inventory.ts'
import { instant } from '../table.ts'

const text = z.string().nullish()

/** Who holds a role of an administrator; never nobody. */
const adminRows = z
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

/** Judges the administrators that were read. Where there is none, they were not shown: every instance has one. */
export const judgeAdministrators = <P>(
  judge: (admins: ReturnType<typeof administratorsIn>, parameters: P) => Judgement,
) =>
  judgeParsed({ admins: adminRows }, UNREAD_ADMINS, (read, parameters: P) => {
    const admins = administratorsIn(read.admins)
    return admins.length > 0 ? judge(admins, parameters) : { status: 'CANNOT_TELL', message: UNREAD_ADMINS }
  })

/** Each of them once, whichever of the roles it is; others come where ServiceNow does not know a condition of the query. */
function administratorsIn(rows: z.infer<typeof adminRows>) {
  const holders = rows.filter(row => ADMINS.includes(row['role.name']))
  const people = new Map(holders.map(row => [row['user.user_name'], row]))
  return [...people].map(([name, row]) => ({
    person: { name, account: name },
    lastSeen: instant(row['user.last_login_time']),
    isProgram: flag(row['user.web_service_access_only']),
    mfa: flag(row['user.enable_multifactor_authn']),
    isFederated: Boolean(row['user.source']),
  }))
}

/** Null where the field was not shown. */
const flag = (value: string | null | undefined) => (value ? value === 'true' : null)
