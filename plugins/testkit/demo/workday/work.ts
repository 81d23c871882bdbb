import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { seeded } from '../random.ts'
import { atWork, type World } from '../world.ts'
import { workdayOrg } from './org.ts'
import { activityRow, newWorkdaySession, signOnRow } from './rows.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Now and then somebody looks at a payslip or asks for a day off; who administers people does so more often. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random, until } = stretch
  const { everyday, ownTasks } = workdayOrg(world)
  const own = ownTasks(person.department)
  if (!random.chance(own.length > 0 ? 0.6 : 0.2)) return []
  const begun = within(stretch)
  const at = { ...stretch, time: begun, workdaySession: newWorkdaySession(random) }
  const rows = [...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Workday')), signOnRow(at)]
  const step = Math.min(90 * SECOND, Math.floor((until - begun) / 8))
  const looks = random.int(2, 5)
  for (let i = 1; i <= looks; i++) {
    const later = { ...at, time: begun + i * step + random.int(0, step - 1) }
    const isOwn = own.length > 0 && random.chance(0.5)
    const task = random.pick(isOwn ? own : everyday)
    rows.push(activityRow(later, isOwn && random.chance(0.4) ? 'WRITE' : 'READ', task, random.pick(atWork(world))))
  }
  return rows
}

/** A change that an administrator makes, in a session of its own. */
const chore: Chore = stretch => {
  const { world, person, random } = stretch
  const { chores, logins } = workdayOrg(world)
  if (!logins.of(person).isAdmin) return []
  const begun = within(stretch)
  const at = { ...stretch, time: begun, workdaySession: newWorkdaySession(random) }
  const task = random.pick(chores)
  const after = (seconds: number) => ({ ...at, time: begun + seconds * SECOND + random.int(0, 999) })
  return [
    ...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Workday')),
    signOnRow(at),
    activityRow(after(8), 'READ', task),
    activityRow(after(25), 'WRITE', task, random.pick(atWork(world))),
  ]
}

export const CHORES: readonly Chore[] = [chore]

/** The carrier of pay signs on to the web services every six hours. */
export function machines(world: World, date: number): Emission[] {
  const { payroll } = workdayOrg(world)
  const random = seeded(world.seed, world.domain, 'workday machines', date)
  const [person] = atWork(world)
  return [0, 6, 12, 18].map(hour =>
    signOnRow(
      {
        world,
        random,
        person: person!,
        spot: person!.office,
        time: date + hour * HOUR + random.int(0, 60_000),
        workdaySession: newWorkdaySession(random),
      },
      {
        User_Name: payroll,
        Authentication_Channel: 'Web Services',
        Authentication_Type: 'Trusted',
        Signon_IP_Address: 'Workday Internal',
        User_Agent: undefined,
      },
    ),
  )
}

/** A look at the pay, and the account that it goes to changed for the thief's. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, time } = moment
  const { pay } = workdayOrg(world)
  const [elections, payslip, contact] = pay
  const at = (seconds: number) => ({ ...session, time: time + seconds * SECOND + random.int(0, 999) })
  const session = { ...moment, workdaySession: newWorkdaySession(random) }
  return [
    signOnRow({ ...session, time: time + SECOND }),
    activityRow(at(4), 'READ', payslip!),
    activityRow(at(8), 'READ', elections!),
    activityRow(at(13), 'WRITE', elections!),
    activityRow(at(17), 'WRITE', contact!),
  ]
}
