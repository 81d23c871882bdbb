import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { netdocumentsOrg } from './org.ts'
import { changed, synced, used } from './rows.ts'

const SECOND = 1_000
const HOUR = 3_600_000
/** Groups of matters that begin, and that end, each night. */
const MATTERS = 3

/** A matter's papers are opened, and one or two changed; now and then one is taken along or sent to a colleague. The add-in of Office signs people in. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, papers } = netdocumentsOrg(world)
  if (!logins.has(person) || !random.chance(0.4)) return []
  const begun = within(stretch)
  const { matter } = random.pick(papers)
  const own = papers.filter(paper => paper.matter === matter)
  const rows: Emission[] = []
  for (let looks = random.int(1, 3); looks > 0; looks -= 1) {
    const at = { ...stretch, time: later(stretch, begun, random.int(5, 3_000) * SECOND) }
    const paper = random.pick(own)
    const kind = random.next()
    rows.push(used(at, kind < 0.8 ? 'Open' : kind < 0.9 ? 'View' : kind < 0.96 ? 'Print' : 'Download', paper))
    const saved = { ...at, time: later(stretch, at.time, random.int(60, 900) * SECOND) }
    if (random.chance(0.35)) rows.push(used(saved, random.chance(0.8) ? 'Edit' : 'New version', paper))
  }
  if (random.chance(0.02)) {
    rows.push(used({ ...stretch, time: later(stretch, begun, 600 * SECOND) }, 'Email copy', random.pick(own)))
  }
  return rows
}

/** What is done on the pages of the repository; administrators elsewhere who are none here leave it. */
const chore =
  (name: string, say: (about: string) => string): Chore =>
  stretch => {
    const { logins, papers } = netdocumentsOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const { matter } = stretch.random.pick(papers)
    return [changed({ ...stretch, time: within(stretch) }, name, say(matter))]
  }

export const CHORES: readonly Chore[] = [
  chore('Repository add groups', matter => `Readers of ${matter} was added`),
  chore('Repository remove groups', matter => `Readers of ${matter} was removed`),
]

/** At night the program that follows the directory opens groups for matters that begin, and removes those of matters that ended. */
export function machines(world: World, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'netdocuments machines', date)
  const begun = date + 2 * HOUR + random.int(0, 1_800) * SECOND
  return Array.from({ length: MATTERS * 2 }, (_, index) => {
    const begins = index < MATTERS
    const number = Math.floor(date / 86_400_000) * MATTERS + (index % MATTERS) - (begins ? 0 : 90)
    return synced(
      { world, time: begun + index * random.int(2, 9) * SECOND },
      begins ? 'Repository add groups' : 'Repository remove groups',
      `Matter ${number} was ${begins ? 'added' : 'removed'}`,
    )
  })
}

/** Contracts of a customer, taken along, and a link to one that opens without a login. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, papers } = netdocumentsOrg(world)
  if (!logins.has(person)) return []
  const loot = random.shuffle(papers).slice(0, 7)
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  return [
    ...loot.map((paper, index) => used(at(2 + index * 2), 'Download', paper)),
    used(at(17), 'Deliver a secured link', loot[0]!),
  ]
}
