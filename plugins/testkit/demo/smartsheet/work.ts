import type { Vendor } from '../../replay/vendor.ts'
import type { SmartsheetSettings } from '../../vendors/smartsheet/settings.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { smartsheetOrg } from './org.ts'
import { did } from './rows.ts'

const SECOND = 1_000
/** What is done with a sheet, the commoner the more often listed. */
const USES = ['LOAD', 'LOAD', 'LOAD', 'UPDATE', 'UPDATE', 'UPDATE', 'RENAME', 'COPY_ROW', 'EXPORT'] as const

/** Some sheets, now and then a dashboard, an attachment, a comment; seldom a share. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, sheets, dashboards } = smartsheetOrg(world)
  if (!logins.has(person) || random.chance(0.6)) return []
  const begun = within(stretch)
  const at = () => ({ ...stretch, time: later(stretch, begun, random.int(1, 3_000) * SECOND) })
  const rows = [did({ ...stretch, time: begun }, 'DASHBOARD', 'LOAD', random.pick(dashboards).id)]
  for (let uses = random.int(1, 3); uses > 0; uses -= 1) {
    const action = random.pick(USES)
    const sheet = random.pick(sheets)
    rows.push(did(at(), 'SHEET', action, sheet.id, detailsOf(action, sheet, random.pick(sheets).id)))
  }
  if (random.chance(0.2)) rows.push(attachment(at(), random.chance(0.6) ? 'LOAD' : 'CREATE'))
  if (random.chance(0.15))
    rows.push(
      did(at(), 'DISCUSSION', 'CREATE', idIn(stretch), { sheetId: random.pick(sheets).id, sheetRowId: idIn(stretch) }),
    )
  if (random.chance(0.05))
    rows.push(
      did(at(), 'SHEET', 'ADD_SHARE', random.pick(sheets).id, {
        accessLevel: 'EDITOR',
        userId: logins.of(random.pick(logins.atWork)).id,
      }),
    )
  return rows
}

const idIn = ({ random }: Moment) => random.int(1_000_000_000_000_000, 8_000_000_000_000_000)

function detailsOf(action: (typeof USES)[number], { id, name }: { id: number; name: string }, other: number): object {
  if (action === 'RENAME') return { oldName: `${name} (draft)`, newName: name }
  if (action === 'COPY_ROW') return { sourceSheetId: id, destinationSheetId: other, rowsCopied: 2 }
  return action === 'EXPORT' ? { formatType: 'excel' } : {}
}

const attachment = (moment: Moment, action: 'LOAD' | 'CREATE'): Emission =>
  did(moment, 'ATTACHMENT', action, idIn(moment), {
    sheetId: moment.random.pick(smartsheetOrg(moment.world).sheets).id,
    ...(action === 'CREATE' && { attachmentName: `Quote ${moment.random.int(1, 99)}.pdf` }),
  })

/** A change by a System Admin; those elsewhere who are none here leave it. */
const chore =
  (objectType: string, action: string, about: (stretch: Stretch) => [id: number, details?: object]): Chore =>
  stretch => {
    const { logins } = smartsheetOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const [id, details] = about(stretch)
    return [did({ ...stretch, time: within(stretch) }, objectType, action, id, details)]
  }

const colleague = ({ world, random }: Stretch) => {
  const { logins } = smartsheetOrg(world)
  return logins.of(random.pick(logins.atWork)).id
}

export const CHORES: readonly Chore[] = [
  chore('USER', 'UPDATE_USER', stretch => [colleague(stretch)]),
  chore('GROUP', 'ADD_MEMBER', stretch => [
    smartsheetOrg(stretch.world).group.id,
    { memberUserId: colleague(stretch) },
  ]),
  chore('USER', 'SEND_PASSWORD_RESET', stretch => [colleague(stretch)]),
]

/** Plans and prices are exported, and a dashboard with numbers is opened to whoever has its address. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, sheets, dashboards } = smartsheetOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const dashboard = random.pick(dashboards)
  return [
    ...random
      .shuffle(sheets)
      .slice(0, 5)
      .map(({ id }, index) => did(at(3 + index * 2), 'SHEET', 'EXPORT', id, { formatType: 'excel' })),
    {
      ...did(at(15), 'DASHBOARD', 'ADD_PUBLISH', dashboard.id, {
        publishType: 'read_only',
        publishFormat: 'FULL',
        accessibleBy: 'ALL',
      }),
      effect: ({ settings }: Vendor) => {
        const found = (settings as unknown as SmartsheetSettings).assets.find(({ id }) => id === dashboard.id)
        if (found) found.publishing = { readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ALL' }
      },
    },
  ]
}
