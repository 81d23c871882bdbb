import { stranger } from '../attack.ts'
import type { Attack } from '../attack.ts'
import { atWork } from '../world.ts'
import { appOf } from './org.ts'
import { newSession, openApp, sessionStarted, wrongPassword } from './rows.ts'

const GUESSES = 15

/** Password guessing against one person from one address, until one guess is right. */
export const guessedPassword: Attack = {
  name: 'guessed-password',
  story: 'One address tries fifteen passwords for one person, then gets in.',
  victims: atWork,
  rows: ({ world, random, victim, now }) => {
    const attacker = { world, random, person: victim, spot: stranger(random) }
    const guesses = Array.from({ length: GUESSES }, (_, i) =>
      wrongPassword({
        ...attacker,
        session: 'unknown',
        time: now - 6_000 - (GUESSES - i) * 4_000 - random.int(0, 1_500),
      }),
    )
    const inside = { ...attacker, session: newSession(random) }
    return [
      ...guesses,
      sessionStarted({ ...inside, time: now - 4_000 }),
      ...openApp({ ...inside, time: now - 1_500 }, appOf(world, 'Salesforce')),
    ]
  },
}
