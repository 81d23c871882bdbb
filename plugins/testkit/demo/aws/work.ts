import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { awsAccount } from './account.ts'
import { AWS_READS, AWS_WRITES } from './calls.ts'
import { objectRow } from './objects.ts'
import { awsRow, consoleSignIn, withKey, withRole } from './rows.ts'

/** On some days the console by single sign-on, and calls from the command line with the person's own key. */
export function work(stretch: Stretch): Emission[] {
  const { world, random, person } = stretch
  const { logins, regions } = awsAccount(world)
  if (!logins.has(person) || !random.chance(0.45)) return []
  const rows: Emission[] = []
  const region = random.chance(0.7) ? regions[0] : regions[1]
  const key = (time: number) => withKey({ ...stretch, time }, region)
  if (random.chance(0.5)) {
    const since = within(stretch)
    const session = withRole({ ...stretch, time: since }, region)
    rows.push(...openApp({ ...stretch, time: since - 2_000 }, appOf(world, 'AWS')))
    rows.push(...consoleSignIn(session, person))
    const looks = random.int(6, 14)
    for (let i = 0; i < looks; i++) {
      const time = later(stretch, since, random.int(10, 1_500) * 1000)
      rows.push(awsRow({ ...session, time }, random.pick(AWS_READS)(world, random)))
    }
    if (random.chance(0.3)) {
      const time = later(stretch, since, 1_600_000)
      rows.push(awsRow({ ...session, time }, random.pick(AWS_WRITES)(world, random)))
    }
  }
  // Some look into the company's exports.
  if (random.chance(0.2)) {
    const objects = random.int(1, 3)
    for (let i = 0; i < objects; i++)
      rows.push(objectRow(key(within(stretch)), random.chance(0.8) ? 'GetObject' : 'PutObject', random))
  }
  const calls = random.int(2, 8)
  for (let i = 0; i < calls; i++) {
    rows.push(awsRow(key(within(stretch)), random.pick(AWS_READS)(world, random)))
  }
  return rows
}
