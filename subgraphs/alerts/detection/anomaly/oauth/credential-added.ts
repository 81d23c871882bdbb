import { z } from 'zod'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { daysParameter } from '../days-parameter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Known } from '../known.ts'
import type { Learner } from '../learners.ts'
import { OneEvent, sign, vendorItself, type Finding } from '../one-event.ts'
import { sensitivityParameter } from '../sensitivity.ts'
import { filterOf, testOf, type Meant } from '../vendor-words.ts'

const TABLE = 'oauth-credentials'

const parameters = z.strictObject({
  learningDays: daysParameter,
  sensitivity: sensitivityParameter,
})
type Parameters = z.infer<typeof parameters>

/** By our name with an application for a target, or by Entra's. */
const EVENTS: Meant = {
  actions: ['app_credential.create', 'app.add_credential', 'key.create', 'secret.create'],
  vendorWords: ['service principal credentials', 'Certificates and secrets management'],
}
const APPS = new Set(['app', 'application', 'oauth_client', 'service_principal', 'service_account', 'connected_app'])

/** Somebody gives an application a secret or certificate, by which he can act as it. */
export const CREDENTIAL_ADDED: AnomalyKind<Parameters> = {
  name: 'oauth-credential-added',
  parameters,
  needs: [],
  make: (severity, { learningDays: days, sensitivity }) =>
    new OneEvent(severity, sensitivity, filterOf(EVENTS), (event, { learnt }): Finding | null => {
      const found = credentialOf(event)
      if (!found) return null
      const { person, app, name } = found
      const known = new Known(learnt, TABLE)
      const own = known.daysKnown(`person ${person}`, event.time)
      const before = known.daysKnown(`app ${app}`, event.time)
      return {
        key: `app:${event.activity.app}:${app}`,
        title: place =>
          `${actorName(event.activity)} added a credential to the application ${name.slice(0, 80)} in ${place}`,
        summary: `${actorName(event.activity)} added a credential to ${name.slice(0, 80)}; the person first did such a thing ${own} days ago, the application first got one ${before} days ago`,
        conditions: [sign('target', 'an application', name.slice(0, 200), true)],
        measures: [
          { name: 'days that the person does so', value: own, unit: 'days', baseline: null, threshold: days },
          { name: 'days that the application gets them', value: before, unit: 'days', baseline: null, threshold: days },
        ],
        weighed: [
          vendorItself(event),
          {
            name: 'usual-for-person',
            tier: 'user',
            holds: own >= days && days > 0,
            reason: `The person has added credentials for ${own} of ${days} days.`,
          },
          {
            name: 'usual-in-tenant',
            tier: 'tenant',
            holds: before >= days && days > 0,
            reason: `The application has been given credentials for ${before} of ${days} days.`,
          },
        ],
      }
    }),
  learning({ learningDays }, { learnt }) {
    const known = new Known(learnt, TABLE)
    return {
      daysLearnt: Math.min(learningDays, known.daysLearnt()),
      daysNeeded: learningDays,
      usersReady: known.shareKnownFor(learningDays),
    }
  },
}

const mayAdd = testOf(EVENTS)

/** Learns who gives applications credentials, and which get them. */
export const CREDENTIAL_LEARNER: Learner = {
  name: 'oauth-credentials',
  observe(event, learnt) {
    if (!mayAdd(event)) return
    const found = credentialOf(event)
    if (!found) return
    const known = new Known(learnt, TABLE)
    known.add(`person ${found.person}`, found.person, event.time)
    known.add(`app ${found.app}`, found.person, event.time)
  },
}

function credentialOf(event: JudgedEvent): { person: string; app: string; name: string } | null {
  const { action, targets } = event.activity
  const person = personKey(event.activity)
  const app = targets.slice(0, 50).find(({ kind }) => APPS.has(kind))
  // Keys and secrets are also made for people and code: those are not meant.
  const any = action !== 'key.create' && action !== 'secret.create' ? targets[0] : undefined
  const id = (app ?? any)?.id ?? (app ?? any)?.name
  return person !== null && id ? { person, app: id, name: (app ?? any)!.name ?? id } : null
}
