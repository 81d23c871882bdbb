import { oktaSession, openApp, sessionStarted, signIn } from '../okta-rows.ts'
import { appOf, atWork } from '../world.ts'
import { defineAttack, stranger } from './attack.ts'

/** A phishing proxy: the victim signs in at home, and the session is used far away a minute later. */
export const stolenSession = defineAttack({
  name: 'stolen-session',
  story: 'Somebody far away uses the Okta session that a person has just begun at home.',
  victims: atWork,
  rows: ({ world, random, victim, now }) => {
    const session = oktaSession(random)
    const home = { world, random, person: victim, spot: victim.home, session }
    const away = { ...home, spot: stranger(random) }
    return [
      ...signIn({ ...home, time: now - 80_000 }),
      ...openApp({ ...home, time: now - 55_000 }, appOf(world, 'Google Workspace')),
      ...openApp({ ...away, time: now - 20_000 }, appOf(world, 'Google Workspace')),
      ...openApp({ ...away, time: now - 12_000 }, appOf(world, 'Workday')),
      sessionStarted({ ...away, time: now - 4_000 }),
      ...openApp({ ...away, time: now - 1_500 }, appOf(world, 'Slack')),
    ]
  },
})
