import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { egnyteOrg } from './org.ts'
import { administered, displayOf, onFile, signIn, synchronised } from './rows.ts'

const SECOND = 1_000
/** What is done with a file, the commoner the more often listed. */
const USES = ['Preview', 'Preview', 'Preview', 'Download', 'Upload', 'Add Version', 'Move File'] as const

/** Signing in by single sign-on, a few files; now and then a link to one. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { domain, logins, files } = egnyteOrg(world)
  if (!logins.has(person) || random.chance(0.7)) return []
  const begun = within(stretch)
  // Also at the end of a stretch each in a second of its own.
  const at = (place: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(10, 3_000) * SECOND) - place * SECOND,
  })
  const rows = [signIn({ ...stretch, time: begun }, 'Login')]
  if (random.chance(0.03)) rows.push(signIn({ ...stretch, time: begun - 15 * SECOND }, 'Failed Attempt'))
  for (let uses = random.int(1, 3); uses > 0; uses -= 1)
    rows.push(onFile(at(uses), random.pick(USES), random.pick(files)))
  if (random.chance(0.06))
    rows.push(onFile(at(0), 'Create Link', random.pick(files), `https://${domain}.egnyte.com/dl/${random.text(10)}`))
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (change: (stretch: Stretch, colleague: string) => Parameters<typeof administered>[1]): Chore =>
  stretch => {
    const { logins } = egnyteOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const colleague = displayOf(stretch.random.pick(logins.atWork))
    return [administered({ ...stretch, time: within(stretch) }, change(stretch, colleague))]
  }

export const CHORES: readonly Chore[] = [
  chore((_, subject) => ({ auditSource: 'USER_AUDIT', action: 'Edit', subject })),
  chore(({ world, random }, subject) => ({
    auditSource: 'PERMISSION_AUDIT',
    action: 'Change',
    subject,
    sourcePath: random.pick(egnyteOrg(world).folders),
    actionInfo: '+Editor',
  })),
]

/** The nightly run of the directory's program: a few users at a time. */
export function machines(world: World, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'egnyte machines', date)
  const begun = date + 7_200 * SECOND + random.int(0, 600) * SECOND
  return random
    .shuffle(egnyteOrg(world).logins.atWork)
    .slice(0, 4)
    .map((person, index) => synchronised(world, begun + index * SECOND + 990, person))
}

/** Numbers and drawings: taken along, and one opened to whoever has the link. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { domain, logins, files } = egnyteOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const taken = random.shuffle(files).slice(0, 5)
  return [
    signIn(at(1), 'Login'),
    ...taken.map((path, index) => onFile(at(3 + index * 2), 'Download', path)),
    onFile(at(15), 'Create Link', taken[0]!, `https://${domain}.egnyte.com/dl/${random.text(10)}`),
  ]
}
