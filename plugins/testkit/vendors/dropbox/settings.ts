import type { VendorAccount } from '../../replay/vendor.ts'

/** A shared folder or a folder of the team. */
export interface DropboxFolder {
  /** Of its namespace, digits. */
  id: string
  name: string
  isTeamFolder: boolean
  people: { email: string; level: string }[]
  /** Names of groups. */
  groups: { name: string; level: string }[]
  /** E-mail addresses of who was invited and has not come. */
  invitees: string[]
}

export interface DropboxFile {
  /** `id:…`. */
  id: string
  /** Lower case. */
  path: string
  rev: string
  /** The member who keeps it alone; null in folders of the team. */
  keeper: string | null
  isDeleted: boolean
}

export interface DropboxLink {
  url: string
  /** Of what it leads to, `id:…`. */
  to: string
  path: string
  isFolder: boolean
  /** The member who made it. */
  maker: string
  audience: 'public' | 'team' | 'password' | 'members' | 'no_one'
}

export interface DropboxSession {
  id: string
  member: string
  kind: 'web' | 'desktop' | 'mobile'
  /** RFC 3339, whole seconds. */
  updated: string
}

export interface DropboxApp {
  member: string
  id: string
  name: string
  publisher: string
  isAppFolder: boolean
  linked: string
}

export interface DropboxSettings {
  team: string
  /** Words of the policies by their names, as `team/get_info` has them. */
  policies: Record<string, string>
  folders: DropboxFolder[]
  files: DropboxFile[]
  links: DropboxLink[]
  sessions: DropboxSession[]
  apps: DropboxApp[]
  /** Cursors of the log that were given in another generation are answered with `reset`. */
  generation: number
}

/** A team that is well kept: strict policies, one folder of the team, a link within it, everybody in one browser. */
export function defaultDropboxSettings(accounts: VendorAccount[]): DropboxSettings {
  const active = accounts.filter(({ status }) => status === 'ACTIVE')
  const [first] = active
  return {
    team: 'Acme',
    policies: {
      shared_folder_member_policy: 'team',
      shared_folder_join_policy: 'from_team_only',
      shared_link_create_policy: 'default_team_only',
      group_creation_policy: 'admins_only',
      shared_folder_link_restriction_policy: 'members',
      enforce_link_password_policy: 'required',
      default_link_expiration_days_policy: 'day_30',
      shared_link_default_permissions_policy: 'view',
      emm_state: 'required',
      office_addin: 'enabled',
      suggest_members_policy: 'enabled',
      top_level_content_policy: 'admin_only',
    },
    folders: [
      {
        id: '7001001',
        name: 'Contracts',
        isTeamFolder: true,
        people: active.slice(0, 1).map(({ email }) => ({ email, level: 'owner' })),
        groups: [{ name: 'Finance', level: 'editor' }],
        invitees: [],
      },
    ],
    files: [
      {
        id: 'id:acmeContract000000001',
        path: '/contracts/draft.docx',
        rev: '015f2a0b3c4d',
        keeper: null,
        isDeleted: false,
      },
    ],
    links: first
      ? [
          {
            url: 'https://www.dropbox.com/scl/fi/contract1/draft.docx?rlkey=a1',
            to: 'id:acmeContract000000001',
            path: '/contracts/draft.docx',
            isFolder: false,
            maker: first.id,
            audience: 'team',
          },
        ]
      : [],
    sessions: active.map(({ id }, index) => ({
      id: `dbwsid:${1000 + index}`,
      member: id,
      kind: 'web',
      updated: '2026-03-01T08:00:00Z',
    })),
    apps: active.slice(0, 1).map(({ id }) => ({
      member: id,
      id: 'aid:calendar',
      name: 'Calendar Attachments',
      publisher: 'Calendar Ltd',
      isAppFolder: true,
      linked: '2025-11-03T10:00:00Z',
    })),
    generation: 1,
  }
}
