import type { VendorAccount } from '../../replay/vendor.ts'

export interface SlackWorkspace {
  /** Such as `T0ACME0001`. */
  id: string
  name: string
  domain: string
  discoverability: 'open' | 'invite_only' | 'closed' | 'unlisted'
  /** Domains whose people may sign up by themselves, with commas between; '' for none. */
  emailDomain: string
  /** In the vendor's words, as `team.preferences.list` shows them. */
  preferences: Record<string, unknown>
  /** Ids of accounts. */
  members: string[]
}

/** What an account is beyond what every vendor knows of it. */
export interface SlackPerson {
  isOwner?: boolean
  guest?: 'multi' | 'single'
  /** Epoch seconds; of guests. */
  expires?: number
  hasSso?: boolean
  isBot?: boolean
  /** Seconds after which a session ends, where that was set for the account. */
  sessionSeconds?: number
}

export interface SlackChannel {
  id: string
  name: string
  isPrivate: boolean
  members: string[]
  /** Ids of foreign teams that share it. */
  sharedWith: string[]
}

export interface SlackFile {
  id: string
  name: string
  /** Id of the account. */
  owner: string
  workspace: string
  hasPublicLink: boolean
}

export interface SlackApp {
  id: string
  name: string
  scopes: string[]
  state: 'approved' | 'restricted'
}

/** What an emulated organisation is set up with. */
export interface SlackSettings {
  workspaces: SlackWorkspace[]
  /** By id of the account. */
  people: Record<string, SlackPerson>
  channels: SlackChannel[]
  files: SlackFile[]
  apps: SlackApp[]
  /** Organisations that are connected by Slack Connect. */
  externalTeams: { team_id: string; team_name: string; team_domain: string }[]
}

/** A well kept organisation: two workspaces, all accounts in the first. */
export function defaultSlackSettings(accounts: VendorAccount[]): SlackSettings {
  const ids = accounts.map(({ id }) => id)
  const preferences = {
    msg_edit_window_mins: 5,
    allow_message_deletion: false,
    display_real_names: true,
    disable_file_uploads: 'allow_all',
    who_can_post_general: 'admin',
  }
  const workspace = { discoverability: 'invite_only', emailDomain: '' } as const
  return {
    workspaces: [
      { ...workspace, id: 'T0ACME0001', name: 'Acme', domain: 'acme', preferences: { ...preferences }, members: ids },
      {
        ...workspace,
        id: 'T0ACME0002',
        name: 'Acme Labs',
        domain: 'acme-labs',
        preferences: { ...preferences },
        members: ids.slice(0, 1),
      },
    ],
    people: Object.fromEntries(
      accounts.map(({ id, isAdmin }) => [id, isAdmin ? { isOwner: true, sessionSeconds: 43_200 } : {}]),
    ),
    channels: [
      { id: 'C0GENERAL01', name: 'general', isPrivate: false, members: ids, sharedWith: [] },
      { id: 'C0FINANCE01', name: 'finance', isPrivate: true, members: ids.slice(0, 2), sharedWith: [] },
      { id: 'C0PARTNER01', name: 'partner-globex', isPrivate: false, members: ids, sharedWith: ['T0GLOBEX01'] },
    ],
    files: [
      { id: 'F0PLAN00001', name: 'plan.pdf', owner: ids[0] ?? '', workspace: 'T0ACME0001', hasPublicLink: false },
      { id: 'F0NOTES0001', name: 'notes.txt', owner: ids[1] ?? '', workspace: 'T0ACME0001', hasPublicLink: false },
      { id: 'F0LABS00001', name: 'labs.txt', owner: ids[0] ?? '', workspace: 'T0ACME0002', hasPublicLink: false },
    ],
    apps: [
      { id: 'A0CALENDAR1', name: 'Calendar', scopes: ['commands', 'users:read'], state: 'approved' },
      { id: 'A0FORMS0001', name: 'Forms', scopes: ['chat:write'], state: 'approved' },
      { id: 'A0SCRAPER01', name: 'Scraper', scopes: ['channels:history'], state: 'restricted' },
    ],
    externalTeams: [],
  }
}
