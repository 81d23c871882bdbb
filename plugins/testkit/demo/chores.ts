import { githubRow } from './github-rows.ts'
import type { Emission } from './emission.ts'
import { asTarget, oktaRow } from './okta-rows.ts'
import type { OktaMoment } from './okta-rows.ts'
import { atWork, hasGithub } from './world.ts'

/** One thing that an administrator does now and then. */
type Chore = (moment: OktaMoment) => Emission[]

/** Into the administrator's console, then one change. */
const inConsole = (moment: OktaMoment, change: Parameters<typeof oktaRow>[1]): Emission[] => [
  oktaRow(moment, {
    eventType: 'user.session.access_admin_app',
    displayMessage: 'User accessing Okta admin app',
    legacyEventType: 'app.admin.sso.login.success',
    uri: '/admin/sso/callback',
  }),
  oktaRow({ ...moment, time: moment.time + moment.random.int(20_000, 90_000) }, change),
]

const colleague = ({ world, random }: OktaMoment) => random.pick(atWork(world))

const group: Chore = moment => {
  const adds = moment.random.chance(0.7)
  const target = moment.random.pick(moment.world.okta.groups)
  return inConsole(moment, {
    eventType: `group.user_membership.${adds ? 'add' : 'remove'}`,
    displayMessage: adds ? 'Add user to group membership' : 'Remove user from group membership',
    legacyEventType: `core.user_group_member.user_${adds ? 'add' : 'remove'}`,
    uri: `/api/v1/groups/${target.id}/users`,
    target: [
      asTarget(colleague(moment)),
      { id: target.id, type: 'UserGroup', alternateId: 'unknown', displayName: target.name },
    ],
  })
}

const assignApp: Chore = moment => {
  const app = moment.random.pick(moment.world.okta.apps)
  const person = colleague(moment)
  return inConsole(moment, {
    eventType: 'application.user_membership.add',
    displayMessage: 'Add user to application membership',
    legacyEventType: 'app.generic.provision.assign_user_to_app',
    uri: `/api/v1/apps/${app.id}/users`,
    target: [
      { id: `0ua${moment.random.text(17)}`, type: 'AppUser', alternateId: person.email, displayName: person.name },
      { id: app.id, type: 'AppInstance', alternateId: app.label, displayName: app.label },
      asTarget(person),
    ],
  })
}

const lifecycle =
  (verb: 'unlock' | 'update'): Chore =>
  moment =>
    inConsole(moment, {
      eventType: verb === 'unlock' ? 'user.account.unlock' : 'user.account.update_profile',
      displayMessage: verb === 'unlock' ? 'Unlock user account' : 'Update user profile for Okta',
      uri: '/api/internal/admin/user',
      target: [asTarget(colleague(moment))],
    })

const resetPassword: Chore = moment =>
  inConsole(moment, {
    eventType: 'user.account.reset_password',
    displayMessage: 'Fired when the user’s Okta password is reset',
    legacyEventType: 'core.user.config.password_reset.success',
    uri: '/api/internal/admin/user/reset_password',
    target: [asTarget(colleague(moment))],
  })

/** Changes to the GitHub organisation; administrators without a login there leave it. */
const github =
  (action: string, fields: (moment: OktaMoment) => Record<string, unknown>): Chore =>
  moment => {
    const { person, world, random, spot, time } = moment
    if (!hasGithub(person)) return []
    const isRepository = action.startsWith('repo.')
    const repository = isRepository ? random.pick(world.github.repositories) : null
    return [githubRow({ world, random, person, spot, time }, action, repository, fields(moment))]
  }

const member = (moment: OktaMoment) => {
  const { github: login } = moment.random.pick(atWork(moment.world).filter(hasGithub))
  return { user: login.login, user_id: login.id }
}

/** What administrators do, the commoner the more often listed. Nothing here weakens the log. */
export const CHORES: readonly Chore[] = [
  group,
  group,
  assignApp,
  assignApp,
  lifecycle('update'),
  lifecycle('unlock'),
  resetPassword,
  github('team.add_member', moment => ({
    operation_type: 'create',
    team: `${moment.world.github.org}/${moment.random.pick(['engineering', 'data', 'product'])}`,
    ...member(moment),
  })),
  github('repo.add_member', moment => ({ operation_type: 'create', permission: 'write', ...member(moment) })),
  github('repo.update_actions_settings', () => ({ operation_type: 'modify' })),
]
