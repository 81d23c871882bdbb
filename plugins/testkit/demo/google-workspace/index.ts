import type { Vendor } from '../../replay/vendor.ts'
import { createGoogleWorkspace } from '../../vendors/google-workspace.ts'
import type { GoogleFile } from '../../vendors/google-workspace/settings.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { DemoPart } from '../part.ts'
import { appConsent } from './app-consent.ts'
import { privateKeyOf } from './key.ts'
import { googleOrg } from './org.ts'
import { docEvent, googleRow, published, signedIn } from './rows.ts'
import { googleSettings, LINK } from './settings.ts'
import { CHORES, work } from './work.ts'

/** Mail, calendar and documents of everybody. Who left is suspended or gone. */
export const googleWorkspace: DemoPart = {
  open: (world, { now, random }) => {
    const { administrator, customerId, logins } = googleOrg(world)
    return createGoogleWorkspace({
      domain: world.domain,
      customerId,
      clientEmail: `casbah@${world.org}-audit.iam.gserviceaccount.com`,
      privateKey: privateKeyOf(random),
      adminEmail: administrator.email,
      now,
      accounts: logins.accounts(({ id, isAdmin, mfa, groups }, { email, left, index }) => ({
        id,
        login: email,
        status: left ? (index % 2 === 0 ? 'DEPROVISIONED' : 'SUSPENDED') : 'ACTIVE',
        isAdmin,
        mfa,
        groups,
      })),
      settings: googleSettings(world, now()),
    })
  },
  reading: {
    schema: 'reports_Activity',
    id: 'id.uniqueQualifier',
    who: ['actor.email'],
    action: 'events.0.name',
    ip: 'ipAddress',
  },
  work,
  chores: CHORES,
  attacks: [appConsent],
  plunder,
}

const TAKEN = 8

/** Signs in, takes documents that the person can see, and leaves a way back: a link that needs no login. */
function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { docs, docsOf } = googleOrg(world)
  const own = docsOf.get(person) ?? []
  const seen = docs.filter(({ owner, visibility }) => owner !== person && visibility !== 'private')
  const loot = random.shuffle([...own, ...seen]).slice(0, TAKEN)
  const open = random.pick(own)
  return [
    signedIn({ ...moment, time: time + 1_000 }),
    ...loot.map((doc, i) =>
      googleRow({ ...moment, time: time + 3_000 + i * 1_500 }, 'drive', docEvent('download', doc)),
    ),
    { ...published({ ...moment, time: time + 16_500 }, open), effect: vendor => openToAll(vendor, open.id) },
  ]
}

function openToAll({ settings }: Vendor, id: string): void {
  const { files } = settings as { files: GoogleFile[] }
  const file = files.find(each => each.id === id)
  if (!file || file.permissions.some(permission => permission.id === LINK.id)) return
  file.permissions = [...file.permissions, LINK]
  file.change = Math.max(...files.map(({ change }) => change)) + 1
}
