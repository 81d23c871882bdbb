import { createOkta } from '../../vendors/okta.ts'
import type { Moment } from '../moment.ts'
import type { DemoPart } from '../part.ts'
import { atWork, type World } from '../world.ts'
import { CHORES } from './chores.ts'
import { oktaConsents } from './consents.ts'
import { guessedPassword } from './guessed-password.ts'
import { oktaOrg } from './org.ts'
import { newSession, oktaRow } from './rows.ts'
import { oktaSettings } from './settings.ts'
import { stolenSession } from './stolen-session.ts'
import { work } from './work.ts'

/** The company's single sign-on. Who left is suspended or gone. */
export const okta: DemoPart = {
  open: (world, { now, random }) =>
    createOkta({
      domain: oktaOrg(world).host,
      token: `00${random.text(40)}`,
      now,
      accounts: oktaOrg(world).logins.accounts(({ id, mfa, groups }, { email, left, index, isIt }) => ({
        id,
        login: email,
        status: left ? (index % 2 === 0 ? 'SUSPENDED' : 'DEPROVISIONED') : 'ACTIVE',
        isAdmin: isIt,
        mfa,
        groups,
      })),
      consents: oktaConsents(world),
      assignments: assignments(world),
      settings: oktaSettings(world, now()),
    }),
  reading: {
    schema: 'LogEvent',
    id: 'uuid',
    who: ['actor.alternateId'],
    action: 'eventType',
    ip: 'client.ipAddress',
  },
  work,
  chores: CHORES,
  attacks: [stolenSession, guessedPassword],
  blind,
}

/** Everybody who works there is assigned every app. */
function assignments(world: World): Record<string, string[]> {
  const { apps, logins } = oktaOrg(world)
  return Object.fromEntries(apps.map(({ id }) => [id, atWork(world).map(person => logins.of(person).id)]))
}

function blind(moment: Moment) {
  const { random, person } = moment
  if (!person.isIt) return []
  const id = `log${random.text(17)}`
  return [
    oktaRow(
      { ...moment, session: newSession(random) },
      {
        eventType: 'system.log_stream.lifecycle.deactivate',
        displayMessage: 'Deactivate log stream',
        uri: `/api/v1/logStreams/${id}/lifecycle/deactivate`,
        target: [{ id, type: 'LogStream', alternateId: 'unknown', displayName: 'Audit archive' }],
      },
    ),
  ]
}
