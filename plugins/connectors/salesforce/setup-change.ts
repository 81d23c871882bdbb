import type { ActivityDraft, TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { longId } from './ids.ts'

const text = z.string().nullish()

/** The columns of SetupAuditTrail that are read. */
export const setupChange = z.looseObject({
  Id: z.string().min(1),
  Action: z.string().min(1),
  Section: text,
  CreatedDate: z.string().min(1),
  CreatedById: text,
  Display: text,
  DelegateUser: text,
  CreatedBy: z.looseObject({ Name: text, Username: text, Email: text }).nullish(),
})
export type SetupChange = z.infer<typeof setupChange>

export const SETUP_COLUMNS =
  'Id, Action, Section, CreatedDate, CreatedById, Display, DelegateUser, CreatedBy.Name, CreatedBy.Username, CreatedBy.Email'

/** What people do to their own account, which takes no administrator. */
const OWN =
  /^(changedpassword|insertTwoFactor|insertAuthenticator|insertU2F|deleteAuthenticator|registeredUserPhone|unregisterdUserPhone|changedUserPhone|lightninglogin|loginas(granted|modified|revoked)|useremailchangesent|twoFactorWebAuthN)/
const AS_OTHER = /^su(OrgAdmin|NetworkAdmin|PRMAdmin)?(Login|Logout|loginaccessused)$|^suloginaccessused$/

/** One change in Setup. An administrator who is logged in as somebody else stands in DelegateUser. */
export function setupActivity(row: SetupChange): ActivityDraft {
  return {
    vendorAction: row.Action,
    actor: row.CreatedById
      ? {
          id: longId(row.CreatedById),
          email: row.CreatedBy?.Email,
          name: row.CreatedBy?.Name ?? row.CreatedBy?.Username,
        }
      : undefined,
    targets: targetsOf(row),
    // What is in the trail has been done.
    outcome: 'SUCCESS',
    isAdmin: !OWN.test(row.Action),
    isImpersonated: Boolean(row.DelegateUser) || AS_OTHER.test(row.Action),
  }
}

/** The trail tells whom a change is about only in its sentence, mostly by `(UserID: [005…])`. */
function targetsOf({ Display, Section, Action }: SetupChange): TargetDraft[] {
  const sentence = Display ?? ''
  const id = /UserID: \[(005\w{12}(?:\w{3})?)\]/.exec(sentence)?.[1]
  const name =
    /(?:\b(?:for|to|from|new|activated|deactivated|unlocked) user|user account for|Login-As access for) (.+?)(?: from | \(|,|$)/i.exec(
      sentence,
    )?.[1]
  if (id || name) return [{ kind: 'user', id: id && longId(id), name }]
  return Section ? [{ kind: 'setting', name: `${Section}: ${Action}` }] : []
}
