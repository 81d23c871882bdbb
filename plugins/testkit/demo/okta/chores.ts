import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { atWork } from '../world.ts'
import { oktaOrg } from './org.ts'
import { asTarget, oktaRow } from './rows.ts'

/** Into the administrator's console, then one change. */
function inConsole(stretch: Stretch, change: Parameters<typeof oktaRow>[1]): Emission[] {
  const time = within(stretch)
  return [
    oktaRow(
      { ...stretch, time },
      {
        eventType: 'user.session.access_admin_app',
        displayMessage: 'User accessing Okta admin app',
        legacyEventType: 'app.admin.sso.login.success',
        uri: '/admin/sso/callback',
      },
    ),
    oktaRow({ ...stretch, time: time + stretch.random.int(20_000, 90_000) }, change),
  ]
}

const colleague = ({ world, random }: Stretch) => random.pick(atWork(world))

const group: Chore = stretch => {
  const adds = stretch.random.chance(0.7)
  const target = stretch.random.pick(oktaOrg(stretch.world).groups)
  return inConsole(stretch, {
    eventType: `group.user_membership.${adds ? 'add' : 'remove'}`,
    displayMessage: adds ? 'Add user to group membership' : 'Remove user from group membership',
    legacyEventType: `core.user_group_member.user_${adds ? 'add' : 'remove'}`,
    uri: `/api/v1/groups/${target.id}/users`,
    target: [
      asTarget(stretch.world, colleague(stretch)),
      { id: target.id, type: 'UserGroup', alternateId: 'unknown', displayName: target.name },
    ],
  })
}

const assignApp: Chore = stretch => {
  const app = stretch.random.pick(oktaOrg(stretch.world).apps)
  const person = colleague(stretch)
  return inConsole(stretch, {
    eventType: 'application.user_membership.add',
    displayMessage: 'Add user to application membership',
    legacyEventType: 'app.generic.provision.assign_user_to_app',
    uri: `/api/v1/apps/${app.id}/users`,
    target: [
      { id: `0ua${stretch.random.text(17)}`, type: 'AppUser', alternateId: person.email, displayName: person.name },
      { id: app.id, type: 'AppInstance', alternateId: app.label, displayName: app.label },
      asTarget(stretch.world, person),
    ],
  })
}

const lifecycle =
  (verb: 'unlock' | 'update'): Chore =>
  stretch =>
    inConsole(stretch, {
      eventType: verb === 'unlock' ? 'user.account.unlock' : 'user.account.update_profile',
      displayMessage: verb === 'unlock' ? 'Unlock user account' : 'Update user profile for Okta',
      uri: '/api/internal/admin/user',
      target: [asTarget(stretch.world, colleague(stretch))],
    })

const resetPassword: Chore = stretch =>
  inConsole(stretch, {
    eventType: 'user.account.reset_password',
    displayMessage: 'Fired when the user’s Okta password is reset',
    legacyEventType: 'core.user.config.password_reset.success',
    uri: '/api/internal/admin/user/reset_password',
    target: [asTarget(stretch.world, colleague(stretch))],
  })

/** What administrators do, the commoner the more often listed. Nothing here weakens the log. */
export const CHORES: readonly Chore[] = [
  group,
  group,
  assignApp,
  assignApp,
  lifecycle('update'),
  lifecycle('unlock'),
  resetPassword,
]
