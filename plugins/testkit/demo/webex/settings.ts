import type { VendorAccount } from '../../replay/vendor.ts'
import { webexId, webexUuid } from '../../vendors/webex/ids.ts'
import { defaultWebexSettings, guardedSite, memberOf, roleId } from '../../vendors/webex/settings.ts'
import type { WebexAuthorization, WebexSettings, WebexSpace } from '../../vendors/webex/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { webexOrg } from './org.ts'

const HOUR = 3_600_000
const APPS = ['Note Taker', 'Slide Show']

/** The site for events lets in whoever comes, some spaces are not classified, a customer is in one, who left is still there, an app listens to many. */
export function webexSettings(world: World, accounts: VendorAccount[], now: number): Partial<WebexSettings> {
  const random = seeded(world.seed, world.domain, 'webex settings')
  const { orgId, customer, spaces, sites, logins } = webexOrg(world)
  const usual = defaultWebexSettings(accounts, orgId, now)
  const ago = (hours: number) => new Date(now - hours * HOUR).toISOString()
  const left = new Set(logins.people.filter(person => person.left).map(person => logins.of(person).id))
  const ordinary = accounts.filter(({ id, isAdmin }) => !isAdmin && !left.has(id))
  const opened = spaces.map(({ id, title }, index): WebexSpace => {
    const some = accounts.filter(() => index === 0 || random.chance(0.3))
    const members = some.map((account, place) => memberOf(id, account, orgId, place === 0))
    const guests = title === 'Customers' ? [memberOf(id, customer, customer.orgId)] : []
    return {
      id,
      title,
      isLocked: title !== 'Launch',
      isPublic: title === 'All hands' || title === 'Launch',
      creatorId: some[0]?.id ?? '',
      ...(index % 3 !== 1 && { classificationId: webexId('CLASSIFICATION', webexUuid(world.domain, 'internal')) }),
      members: [...members, ...guests],
    }
  })
  const letIn = random.shuffle(ordinary).slice(0, 8)
  const [own, events] = sites as [string, string]
  const open = guardedSite(events, false)
  return {
    holders: {
      ...usual.holders,
      // Who reads messages for the company is nobody of IT.
      ...(ordinary[0] && { [ordinary[0].id]: [roleId('Compliance Officer')] }),
    },
    profiles: Object.fromEntries(
      accounts.map(({ id }) => [
        id,
        {
          ...usual.profiles[id],
          siteUrls: [own],
          lastActivity: ago(left.has(id) ? random.int(3_000, 5_000) : random.int(1, 60)),
        },
      ]),
    ),
    spaces: opened,
    teams: [],
    authorizations: letIn.map(({ id }, index): WebexAuthorization => {
      const app = APPS[index % 4 === 3 ? 1 : 0]!
      return {
        id: webexId('AUTHORIZATION', webexUuid(world.domain, id, app)),
        applicationId: webexId('APPLICATION', webexUuid(app)),
        applicationName: app,
        personId: id,
        clientId: `C${webexUuid(app).replaceAll('-', '')}`,
        created: ago(random.int(100, 4_000)),
        type: 'refresh',
      }
    }),
    sites: [
      guardedSite(own, true),
      {
        ...open,
        security: {
          ...open.security,
          requireLoginBeforeAccess: false,
          joinBeforeHost: true,
          requireStrongPassword: false,
          allowMobileScreenCapture: true,
        },
      },
    ],
  }
}
