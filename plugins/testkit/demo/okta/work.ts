import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Stretch } from '../moment.ts'
import { oktaOrg } from './org.ts'
import { oktaRow, openApp, signIn, signOut, wrongPassword } from './rows.ts'

/** Signing in, opening applications, at times signing out. */
export function work(stretch: Stretch): Emission[] {
  const { random, world, time, until } = stretch
  const rows: Emission[] = []
  if (random.chance(0.05)) {
    const tries = random.int(1, 2)
    for (let i = 1; i <= tries; i++)
      rows.push(wrongPassword({ ...stretch, time: time - i * random.int(5_000, 12_000) }))
  }
  rows.push(...signIn(stretch))
  const apps = random.int(2, 5)
  for (let i = 0; i < apps; i++) {
    rows.push(...openApp({ ...stretch, time: within(stretch) }, random.pick(oktaOrg(world).everydayApps)))
  }
  if (random.chance(0.005)) {
    rows.push(
      oktaRow(
        { ...stretch, time: within(stretch) },
        {
          eventType: 'user.account.update_password',
          displayMessage: 'User update password for Okta',
          legacyEventType: 'core.user.config.password_update.success',
          uri: '/idp/idx/challenge/answer',
        },
      ),
    )
  }
  if (random.chance(0.25)) rows.push(signOut({ ...stretch, time: until }))
  return rows
}
