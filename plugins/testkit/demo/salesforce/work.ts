import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { salesforceOrg } from './org.ts'
import { asUser, called, changed, ranReport, signedIn, usedFile, viewedPage } from './rows.ts'

const SECOND = 1_000
const HOUR = 3_600_000
const PAGES = [
  '/lightning/o/Opportunity/list',
  '/lightning/o/Account/home',
  '/lightning/page/home',
  '/lightning/o/Lead/list',
]

/** Signing on, pages, a report or two; now and then one that is taken along, or a file. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, reports, files } = salesforceOrg(world)
  if (!logins.has(person) || random.chance(0.3)) return []
  const begun = within(stretch)
  const at = (low: number, high: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(low, high) * SECOND),
  })
  const rows = [
    ...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Salesforce')),
    ...(random.chance(0.03) ? [signedIn({ ...stretch, time: begun - 20 * SECOND }, 'Invalid Password')] : []),
    signedIn({ ...stretch, time: begun }),
    viewedPage(at(3, 3_000), random.pick(PAGES)),
  ]
  for (let runs = random.int(0, 2); runs > 0; runs -= 1) rows.push(ranReport(at(30, 3_000), random.pick(reports)))
  if (random.chance(0.08)) rows.push(ranReport(at(60, 3_000), random.pick(reports), true))
  if (random.chance(0.5)) {
    const use = random.chance(0.6) ? 'PREVIEW' : random.chance(0.7) ? 'UI_DOWNLOAD' : 'UPLOAD'
    rows.push(usedFile(at(30, 3_000), random.pick(files), use))
  }
  return rows
}

/** What is done in Setup; administrators elsewhere who are none here leave it. */
const chore =
  (action: string, section: string, say: (stretch: Stretch) => string): Chore =>
  stretch => {
    const { logins } = salesforceOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [changed({ ...stretch, time: within(stretch) }, action, section, say(stretch))]
  }

const colleague = (stretch: Stretch) => asUser(stretch, stretch.random.pick(salesforceOrg(stretch.world).logins.atWork))

export const CHORES: readonly Chore[] = [
  chore('changedManager', 'Manage Users', stretch => `Changed manager for user ${colleague(stretch)}`),
  chore('unlockeduser', 'Manage Users', stretch => `Unlocked user ${colleague(stretch)}`),
  chore('changedcommunitynickname', 'Manage Users', stretch => `Changed nickname for user ${colleague(stretch)}`),
  chore('PermSetFlsChanged', 'Manage Users', ({ world }) => {
    const { name } = salesforceOrg(world).exportSet
    return `Changed field-level security for permission set ${name}`
  }),
]

/** What the org itself and the programs at it do each night. */
export function machines(world: World, date: number): Emission[] {
  const { administrator } = salesforceOrg(world)
  const random = seeded(world.seed, world.domain, 'salesforce machines', date)
  const ip = administrator.office.network.ip
  const begun = date + 2 * HOUR + random.int(0, 1_800) * SECOND
  const calls = Array.from({ length: 4 }, (_, index) =>
    called({ world, random, time: begun + index * 90 * SECOND }, '/services/data/v66.0/query', ip),
  )
  // Groups of rights are reckoned anew each night, and the trail says twice of each that it was.
  const office = { world, random, person: administrator, spot: administrator.office }
  const reckoned = ['Sales', 'Service'].flatMap((group, place) =>
    ['Started', 'Complete'].map((step, index) => {
      const time = date + 3 * HOUR + (place * 200 + index * 40 + random.int(0, 30)) * SECOND
      const sentence = `Permission set group ${group}: calculation`
      return changed({ ...office, time }, `PermissionSetGroupCalculation${step}`, 'Manage Users', sentence)
    }),
  )
  return [...calls, ...reckoned]
}

/** Customers and prices, taken along as reports and files. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, reports, files } = salesforceOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  return [
    signedIn(at(1)),
    ...random
      .shuffle(reports)
      .slice(0, 6)
      .map((report, index) => ranReport(at(3 + index * 2), report, true)),
    ...files.slice(0, 2).map((file, index) => usedFile(at(16 + index), file, 'UI_DOWNLOAD')),
  ]
}
