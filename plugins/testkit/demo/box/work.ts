import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { boxOrg } from './org.ts'
import { boxEvent, itemIn, userIn } from './rows.ts'

const SECOND = 1_000
const DEEDS = ['PREVIEW', 'PREVIEW', 'PREVIEW', 'DOWNLOAD', 'EDIT', 'UPLOAD'] as const

/** Signing on, and a file or two that are looked at, taken or changed. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, files } = boxOrg(world)
  if (!logins.has(person) || random.chance(0.5)) return []
  const begun = within(stretch)
  const rows = [boxEvent({ ...stretch, time: begun }, 'LOGIN', userIn(stretch, person))]
  for (let looks = random.int(1, 2); looks > 0; looks -= 1) {
    const time = later(stretch, begun, random.int(10, 3_000) * SECOND)
    rows.push(boxEvent({ ...stretch, time }, random.pick(DEEDS), itemIn(stretch, random.pick(files))))
  }
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (type: string, source: (stretch: Stretch) => object): Chore =>
  stretch => {
    const { logins } = boxOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [boxEvent({ ...stretch, time: within(stretch) }, type, source(stretch))]
  }

const somebody = (stretch: Stretch) => userIn(stretch, stretch.random.pick(boxOrg(stretch.world).logins.atWork))

export const CHORES: readonly Chore[] = [
  chore('EDIT_USER', somebody),
  chore('GROUP_EDITED', ({ world, random }) => {
    const { id, name } = random.pick(boxOrg(world).groups)
    return { type: 'group', id, name }
  }),
]

/** All files of the folders, and a link to one of them for whoever has it. */
export function plunder(moment: Moment): Emission[] {
  const { world, person, random, time } = moment
  const { logins, files } = boxOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const loot = random.shuffle(files).slice(0, 8)
  return [
    boxEvent(at(1), 'LOGIN', userIn(moment, person)),
    ...loot.map((file, index) => boxEvent(at(2 + index * 2), 'DOWNLOAD', itemIn(moment, file))),
    boxEvent(at(19), 'SHARE', itemIn(moment, loot[0]!)),
  ]
}
