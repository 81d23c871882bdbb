import type { VendorAccount } from '../../replay/vendor.ts'
import type { EgnyteLink, EgnyteSettings } from '../../vendors/egnyte/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { egnyteOrg } from './org.ts'

const DAY = 86_400_000

/** Links that anyone can open for ever, an administrator with a password, a folder that everybody may delete, somebody locked out. */
export function egnyteSettings(world: World, accounts: VendorAccount[], now: number): Partial<EgnyteSettings> {
  const { administrator, folders, files, logins, linkId } = egnyteOrg(world)
  const random = seeded(world.seed, world.domain, 'egnyte settings')
  const at = (days: number) => new Date(now + days * DAY).toISOString()
  const link = (path: string, days: number, more: Partial<EgnyteLink> = {}): EgnyteLink => ({
    id: linkId(),
    path,
    type: 'file',
    accessibility: 'anyone',
    recipients: [],
    creation_date: at(-days),
    created_by: random.pick(logins.atWork).email,
    ...more,
  })
  const locked = accounts.findLast(({ isAdmin, status }) => !isAdmin && status === 'ACTIVE')
  const outside = accounts.filter(({ groups }) => groups.length === 0)
  return {
    users: {
      [String(logins.of(administrator).id)]: { authType: 'egnyte' },
      ...Object.fromEntries(outside.map(({ id }) => [id, { userType: 'standard', authType: 'egnyte' } as const])),
      ...(locked && { [locked.id]: { locked: true } }),
    },
    groups: { [random.uuid()]: 'All Power Users', [random.uuid()]: 'All Administrators' },
    folders: folders.map(path => ({
      path,
      userPerms: {
        [administrator.email]: 'Owner',
        ...(path === '/Shared/Clients' && Object.fromEntries(outside.map(({ login }) => [login, 'Viewer' as const]))),
      },
      groupPerms: {
        'All Administrators': 'Owner',
        'All Power Users': path === '/Shared/Design' ? 'Full' : 'Viewer',
      },
    })),
    links: files.map((path, index) =>
      index % 3 === 0
        ? link(path, 20 + index * 30)
        : index % 3 === 1
          ? link(path, 10, { expiry_date: at(20) })
          : link(path, 40, { accessibility: 'domain' }),
    ),
  }
}
