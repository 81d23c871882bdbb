import { defaultGoogleWorkspaceSettings } from '../../vendors/google-workspace/settings.ts'
import type { GoogleFile, GooglePermission, GoogleWorkspaceSettings } from '../../vendors/google-workspace/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { googleOrg } from './org.ts'
import type { Doc } from './org.ts'

const DAY = 86_400_000
const AUTH = 'https://www.googleapis.com/auth/'

/** Where nobody changed what Google begins with. */
const LEFT_AS_IT_CAME = new Set(
  [
    'security.password',
    'security.session_controls',
    'api_controls.unconfigured_third_party_apps',
    'workspace_marketplace.apps_access_options',
    'drive_and_docs.external_sharing',
    'gmail.auto_forwarding',
    'gmail.imap_access',
    'gmail.pop_access',
    'chat.external_chat_restriction',
  ].map(name => `settings/${name}`),
)

/** Apps that people let in, by how many of them. */
const APPS: readonly [share: number, displayText: string, scopes: string[]][] = [
  [0.5, 'Zoom', [`${AUTH}calendar.events`, 'openid']],
  [0.35, 'Notion', [`${AUTH}userinfo.email`, 'openid']],
  [0.2, 'Calendly', [`${AUTH}calendar`]],
  [0.08, 'Mail Merge for Sheets', [`${AUTH}spreadsheets`, `${AUTH}gmail.send`]],
  [0.04, 'PDF Helper', [`${AUTH}drive`]],
]

const MIME: Record<Doc['type'], string> = {
  document: 'application/vnd.google-apps.document',
  spreadsheet: 'application/vnd.google-apps.spreadsheet',
  presentation: 'application/vnd.google-apps.presentation',
  pdf: 'application/pdf',
}

/** Nobody must use a second step, much is as Google begins with it, apps come in as people like, some documents are open. */
export function googleSettings(world: World, now: number): Partial<GoogleWorkspaceSettings> {
  const random = seeded(world.seed, world.domain, 'google-workspace settings')
  const { customerId, docs, logins } = googleOrg(world)
  const defaults = defaultGoogleWorkspaceSettings(world.domain, customerId)
  const clientIds = APPS.map(() => `${random.text(12, '0123456789')}.apps.googleusercontent.com`)
  return {
    enforceTwoStep: false,
    policies: defaults.policies.filter(({ type, setting }) => type === 'SYSTEM' || !LEFT_AS_IT_CAME.has(setting.type)),
    tokens: Object.fromEntries(
      logins.atWork.map(person => [
        logins.of(person).id,
        APPS.flatMap(([share, displayText, scopes], i) =>
          random.chance(share) ? [{ clientId: clientIds[i]!, displayText, scopes }] : [],
        ),
      ]),
    ),
    files: docs.map((doc): GoogleFile => ({
      id: doc.id,
      name: doc.title,
      mimeType: MIME[doc.type],
      owner: doc.owner.email,
      modifiedTime: new Date(now - random.int(1, 200) * DAY).toISOString(),
      trashed: false,
      permissions: permissionsOf(world, doc, String(random.int(10_000_000, 99_999_999))),
      change: 1,
    })),
  }
}

function permissionsOf(world: World, { visibility, owner }: Doc, id: string): GooglePermission[] {
  const { partner } = googleOrg(world)
  const department = world.people.find(one => one !== owner && one.department === owner.department)
  switch (visibility) {
    case 'private':
      return []
    case 'shared_internally':
      return department ? [{ id, type: 'user', role: 'writer', emailAddress: department.email }] : []
    case 'people_within_domain_with_link':
      return [{ id, type: 'domain', role: 'reader', domain: world.domain, allowFileDiscovery: false }]
    case 'shared_externally':
      return [{ id, type: 'user', role: 'writer', emailAddress: `ann@${partner}` }]
    case 'people_with_link':
      return [LINK]
  }
}

/** Whoever has the link may read. */
export const LINK: GooglePermission = {
  id: 'anyoneWithLink',
  type: 'anyone',
  role: 'reader',
  allowFileDiscovery: false,
}
