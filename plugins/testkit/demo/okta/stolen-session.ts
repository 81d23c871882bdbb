import { stranger } from '../attack.ts'
import type { Attack } from '../attack.ts'
import { atWork } from '../world.ts'
import { appOf } from './org.ts'
import { newSession, openApp, sessionStarted, signIn } from './rows.ts'

/** Vendors that the thief goes on to. */
const PLUNDERED = 2

/** A phishing proxy: the victim signs in at home, and the session is used far away a minute later. */
export const stolenSession: Attack = {
  name: 'stolen-session',
  story: 'Somebody far away uses the Okta session that a person has just begun at home.',
  victims: atWork,
  rows: ({ world, random, victim, now, moves }) => {
    const session = newSession(random)
    const home = { world, random, person: victim, spot: victim.home, session }
    const away = { ...home, spot: stranger(random) }
    return [
      ...signIn({ ...home, time: now - 80_000 }),
      ...openApp({ ...home, time: now - 55_000 }, appOf(world, 'Google Workspace')),
      ...openApp({ ...away, time: now - 20_000 }, appOf(world, 'Google Workspace')),
      ...openApp({ ...away, time: now - 12_000 }, appOf(world, 'Workday')),
      sessionStarted({ ...away, time: now - 4_000 }),
      ...openApp({ ...away, time: now - 1_500 }, appOf(world, 'Slack')),
      ...random
        .shuffle(
          moves.plunder.map(plunder => plunder({ ...away, time: now - 19_000 })).filter(({ length }) => length > 0),
        )
        .slice(0, PLUNDERED)
        .flat(),
    ]
  },
}
