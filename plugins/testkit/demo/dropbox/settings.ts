import type { VendorAccount } from '../../replay/vendor.ts'
import { defaultDropboxSettings } from '../../vendors/dropbox/settings.ts'
import type { DropboxSettings } from '../../vendors/dropbox/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { dropboxOrg } from './org.ts'

const DAY = 86_400_000

/** Links are open to everybody and never end, folders take in anybody, one app reaches all files of those who linked it. */
export function dropboxSettings(world: World, accounts: VendorAccount[], now: number): Partial<DropboxSettings> {
  const random = seeded(world.seed, world.domain, 'dropbox settings')
  const { folders, documents, customer, app, logins } = dropboxOrg(world)
  const usual = defaultDropboxSettings(accounts)
  const ago = (days: number) => `${new Date(now - days * DAY).toISOString().slice(0, 19)}Z`
  const active = accounts.filter(({ status }) => status === 'ACTIVE')
  return {
    team: world.name,
    policies: {
      ...usual.policies,
      shared_link_create_policy: 'default_public',
      shared_folder_member_policy: 'anyone',
      default_link_expiration_days_policy: 'none',
      enforce_link_password_policy: 'optional',
      emm_state: 'optional',
    },
    folders: folders.map(({ id, name }, index) => ({
      id,
      name,
      isTeamFolder: index < 2,
      people: [
        ...active.slice(index, index + 3).map(({ email }, at) => ({ email, level: at ? 'editor' : 'owner' })),
        ...(name === 'Customer handover' ? [{ email: customer, level: 'viewer' }] : []),
      ],
      groups: [],
      invitees: [],
    })),
    files: documents.map(({ id, path }) => ({ id, path, rev: '0160b3f2a1c4', keeper: null, isDeleted: false })),
    links: documents.slice(0, 12).map(({ id, path, maker, isPublic }, index) => ({
      url: `https://www.dropbox.com/scl/fi/${id.slice(3)}/${index}?rlkey=${random.text(16)}`,
      to: id,
      path,
      isFolder: false,
      maker: logins.of(maker).id,
      audience: isPublic ? 'public' : 'team',
    })),
    sessions: active.map(({ id }, index) => ({
      id: `dbwsid:${random.text(20, '0123456789')}`,
      member: id,
      kind: index % 3 ? 'web' : 'desktop',
      updated: ago(index % 5),
    })),
    apps: active.slice(0, 5).map(({ id }, index) => ({
      member: id,
      id: index % 2 ? app.id : 'aid:scanner',
      name: index % 2 ? app.name : 'Scanner',
      publisher: index % 2 ? 'Quick Tools' : 'Scan Ltd',
      isAppFolder: index % 2 === 0,
      linked: ago(30 + index),
    })),
  }
}
