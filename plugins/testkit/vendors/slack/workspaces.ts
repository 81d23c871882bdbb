import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import { done, failed } from './answers.ts'
import { auditUser, type SlackOrganisation } from './organisation.ts'
import { pageOf } from './paging.ts'
import type { SlackWorkspace } from './settings.ts'

export function listWorkspaces({ settings, pageRows }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const paged = pageOf(settings.workspaces, query, Math.min(100, pageRows))
  if (!paged) return failed('invalid_cursor')
  const teams = paged.page.map(({ id, name, domain, discoverability }) => ({
    id,
    name,
    discoverability,
    primary_owner: { user_id: 'W0OWNER001', email: 'owner@acme.example' },
    team_url: `https://${domain}.slack.com/`,
  }))
  return done({ teams, response_metadata: { next_cursor: paged.next } })
}

export const showWorkspace = (organisation: SlackOrganisation, query: URLSearchParams): VendorAnswer =>
  ofTeam(organisation, query, ({ id, name, domain, emailDomain }) =>
    done({
      team: {
        id,
        name,
        domain,
        email_domain: emailDomain,
        enterprise_id: organisation.enterprise,
        default_channels: [],
      },
    }),
  )

/** Of the workspace that the token was made in: the method knows no other. */
export const showPreferences = ({ settings: { workspaces } }: SlackOrganisation): VendorAnswer =>
  workspaces[0] ? done(workspaces[0].preferences) : failed('invalid_team')

export const listOwners = (organisation: SlackOrganisation, query: URLSearchParams): VendorAnswer =>
  ofTeam(organisation, query, ({ members }) => {
    const owners = members.filter(id => organisation.settings.people[id]?.isOwner)
    const paged = pageOf(owners, query, Math.min(1_000, organisation.pageRows))
    return paged
      ? done({ owner_ids: paged.page, response_metadata: { next_cursor: paged.next } })
      : failed('invalid_cursor')
  })

/** Active people and bots alone, unless asked otherwise. */
export const listPeople = (organisation: SlackOrganisation, query: URLSearchParams): VendorAnswer =>
  ofTeam(organisation, query, ({ id, members }) => {
    const { accounts, pageRows } = organisation
    const people = accounts.filter(account => members.includes(account.id) && account.status === 'ACTIVE')
    const paged = pageOf(people, query, Math.min(100, pageRows))
    if (!paged) return failed('invalid_cursor')
    const users = paged.page.map(account => personOf(organisation, account, id))
    return done({ users, response_metadata: { next_cursor: paged.next } })
  })

function personOf(
  { settings }: SlackOrganisation,
  { id, email, login, name, isAdmin, mfa }: VendorAccount,
  team: string,
) {
  const { isOwner = false, guest, expires = 0, hasSso = false, isBot = false } = settings.people[id] ?? {}
  return {
    id,
    email,
    username: login,
    full_name: name,
    is_active: true,
    is_admin: isAdmin,
    is_owner: isOwner,
    is_primary_owner: false,
    is_restricted: guest !== undefined,
    is_ultra_restricted: guest === 'single',
    is_bot: isBot,
    has_2fa: mfa,
    has_sso: hasSso,
    date_created: 1_735_800_000,
    expiration_ts: expires,
    workspaces: [team],
  }
}

/** Lists in parameters are joined by commas. */
export function showSessions({ settings }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const ids = (query.get('user_ids') ?? '').split(',').filter(Boolean)
  if (ids.length === 0) return failed('invalid_arguments')
  const set = ids.filter(id => settings.people[id]?.sessionSeconds !== undefined)
  return done({
    session_settings: set.map(id => ({
      user_id: id,
      desktop_app_browser_quit: false,
      duration: settings.people[id]?.sessionSeconds,
    })),
    no_settings_applied: ids.filter(id => !set.includes(id)),
  })
}

export function resetSessions({ accounts, record }: SlackOrganisation, form: URLSearchParams): VendorAnswer {
  const account = accounts.find(({ id }) => id === form.get('user_id'))
  if (!account) return failed('user_not_found')
  record('user_session_reset_by_admin', auditUser(account))
  return done()
}

export function listExternalTeams({ settings, pageRows }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const paged = pageOf(settings.externalTeams, query, Math.min(100, pageRows))
  if (!paged) return failed('invalid_cursor')
  const organizations = paged.page.map(team => ({
    ...team,
    public_channel_count: 1,
    private_channel_count: 0,
    im_channel_count: 0,
    mpim_channel_count: 0,
    connected_workspaces: [],
    slack_connect_prefs: {},
    connection_status: 'CONNECTED',
    last_active_timestamp: 1_767_000_000,
    is_sponsored: false,
  }))
  return done({ organizations, response_metadata: { next_cursor: paged.next } })
}

function ofTeam(
  { settings }: SlackOrganisation,
  query: URLSearchParams,
  answer: (workspace: SlackWorkspace) => VendorAnswer,
): VendorAnswer {
  const workspace = settings.workspaces.find(({ id }) => id === query.get('team_id'))
  return workspace ? answer(workspace) : failed('team_not_found')
}
