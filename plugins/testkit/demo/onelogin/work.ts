import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { oneLoginAccount } from './org.ts'
import { aboutUser, oneLoginRow, signIn } from './rows.ts'

const SECOND = 1_000

/** Signing in once, opening some apps, at times signing out. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random, time, until } = stretch
  const { apps, logins } = oneLoginAccount(world)
  if (!logins.has(person) || !random.chance(0.8)) return []
  const begun = time + random.int(60, 600) * SECOND
  const after = (share: number) => ({ ...stretch, time: begun + Math.ceil(share * (until - begun)) })
  const rows: Emission[] = []
  if (random.chance(0.04)) rows.push(signIn({ ...stretch, time: begun - random.int(8, 20) * SECOND }, false))
  rows.push(signIn({ ...stretch, time: begun }))
  const opened = random.int(1, 5)
  for (let i = 0; i < opened; i++) {
    const { id, name } = random.pick(apps)
    rows.push(oneLoginRow(after(0.02 + 0.9 * random.next()), 8, { app_id: id, app_name: name }))
  }
  if (random.chance(0.2)) rows.push(oneLoginRow(after(0.95), 7))
  return rows
}

/** What is done to a colleague in the admin console; administrators elsewhere who are none here leave it. */
const chore =
  (type: number, fields: (stretch: Stretch) => Record<string, unknown> = () => ({})): Chore =>
  stretch => {
    const { logins } = oneLoginAccount(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const colleague = stretch.random.pick(logins.atWork.filter(one => one !== stretch.person))
    const about = aboutUser(stretch.world, colleague)
    return [oneLoginRow({ ...stretch, time: within(stretch) }, type, { ...about, ...fields(stretch) })]
  }

/** Unlocking, changing, giving an app. */
export const CHORES: readonly Chore[] = [
  chore(12),
  chore(14),
  chore(206, ({ world, random }) => {
    const { id, name } = random.pick(oneLoginAccount(world).apps)
    return { app_id: id, app_name: name }
  }),
]
