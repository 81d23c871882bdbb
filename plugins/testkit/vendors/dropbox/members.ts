import { done, NOTHING, refused } from './answers.ts'
import { groupId, memberById, membersOf, pageOf, profileOf, type DropboxCall, type DropboxTeam } from './team.ts'

const SHARING = /^(shared_|group_creation|enforce_link|default_link)/

export const showTeam: DropboxCall = team => {
  const { settings } = team
  const policies = Object.entries(settings.policies).map(([name, word]) => [name, { '.tag': word }] as const)
  const of = (isSharing: boolean) => Object.fromEntries(policies.filter(([name]) => SHARING.test(name) === isSharing))
  return done({
    name: settings.team,
    team_id: 'dbtid:acme',
    num_licensed_users: 100,
    num_provisioned_users: membersOf(team).length,
    num_used_licenses: membersOf(team).length,
    policies: { sharing: of(true), ...of(false) },
  })
}

const infoOf = (account: Parameters<typeof profileOf>[0]) => ({
  profile: profileOf(account),
  roles: account.isAdmin ? [{ role_id: 'pid_dbtmr:team', name: 'Team', description: 'Manages everything' }] : [],
})

export const listMembers: DropboxCall = (team, { argument }) => {
  const page = pageOf(membersOf(team), team, argument)
  if (!page) return refused(409, 'invalid_cursor')
  const { rows, ...place } = page
  return done({ members: rows.map(infoOf), ...place })
}

/** Of the selectors of a member the one by ID is emulated. */
const selectedBy = (team: DropboxTeam, selector: unknown) =>
  memberById(team, (selector as { team_member_id?: string } | undefined)?.team_member_id)

export const showMembers: DropboxCall = (team, { argument }) =>
  done({
    members_info: (argument.members as { team_member_id?: string }[]).map(selector => {
      const account = selectedBy(team, selector)
      return account
        ? { '.tag': 'member_info', ...infoOf(account) }
        : { '.tag': 'id_not_found', id_not_found: String(selector.team_member_id) }
    }),
  })

export const suspend: DropboxCall = (team, { argument }) => {
  const account = selectedBy(team, argument.user)
  if (!account) return refused(409, 'user_not_found')
  if (account.id === team.administrator) return refused(409, 'suspend_last_admin')
  if (account.status === 'SUSPENDED') return refused(409, 'suspend_inactive_user')
  account.status = 'SUSPENDED'
  team.settings.sessions = team.settings.sessions.filter(({ member }) => member !== account.id)
  team.record(
    'member_change_status',
    { previous_value: { '.tag': 'active' }, new_value: { '.tag': 'suspended' } },
    account,
  )
  return NOTHING
}

export const unsuspend: DropboxCall = (team, { argument }) => {
  const account = selectedBy(team, argument.user)
  if (!account) return refused(409, 'user_not_found')
  if (account.status !== 'SUSPENDED') return refused(409, 'unsuspend_non_suspended_member')
  account.status = 'ACTIVE'
  team.record(
    'member_change_status',
    { previous_value: { '.tag': 'suspended' }, new_value: { '.tag': 'active' } },
    account,
  )
  return NOTHING
}

const groupsOf = (team: DropboxTeam) => [...new Set(membersOf(team).flatMap(({ groups }) => groups))]

export const listGroups: DropboxCall = (team, { argument }) => {
  const page = pageOf(groupsOf(team), team, argument)
  if (!page) return refused(409, 'invalid_cursor')
  const { rows, ...place } = page
  const groups = rows.map(name => ({
    group_name: name,
    group_id: groupId(name),
    group_management_type: { '.tag': 'company_managed' },
  }))
  return done({ groups, ...place })
}

interface GroupPlace {
  group_id?: string
}

/** The cursor's place stands behind the group that it is of. */
export const listGroupMembers: DropboxCall = (team, { argument }) => {
  const [id, cursor] = argument.cursor
    ? String(argument.cursor).split('~')
    : [(argument.group as GroupPlace | undefined)?.group_id]
  const name = groupsOf(team).find(one => groupId(one) === id)
  if (name === undefined) return refused(409, 'group_not_found')
  const members = membersOf(team).filter(({ groups }) => groups.includes(name))
  const page = pageOf(members, team, { ...argument, cursor })
  if (!page) return refused(409, 'invalid_cursor')
  return done({
    members: page.rows.map(account => ({ profile: profileOf(account), access_type: { '.tag': 'member' } })),
    cursor: `${id}~${page.cursor}`,
    has_more: page.has_more,
  })
}
