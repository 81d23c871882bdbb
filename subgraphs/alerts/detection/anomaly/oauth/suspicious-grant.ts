import { z } from 'zod'
import { actorName, personKey } from '../../event.ts'
import { daysParameter } from '../days-parameter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Known } from '../known.ts'
import type { Learner } from '../learners.ts'
import { OneEvent, sign, vendorItself, type Finding } from '../one-event.ts'
import { sensitivityParameter } from '../sensitivity.ts'
import { filterOf, testOf } from '../vendor-words.ts'
import { GRANT_EVENTS, grantOf } from './grant.ts'
import { lookAlikeOf, mixesScripts } from './look-alike.ts'
import { among, CRITICAL_SCOPES, RISKY_SCOPES } from './scopes.ts'

const TABLE = 'oauth-apps'
const scopes = z.array(z.string().max(300)).max(500)

const parameters = z.strictObject({
  criticalScopes: scopes
    .default(CRITICAL_SCOPES)
    .describe(
      'Rights that make a grant suspicious by themselves, names, a star at the end for anything; from what the vendors say of them',
    ),
  riskyScopes: scopes
    .default(RISKY_SCOPES)
    .describe(
      'Rights that make a grant to an uncommon application suspicious, names, a star at the end for anything; from what the vendors say of them',
    ),
  fewPeople: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .describe("An application that fewer people have let in is uncommon, people; Casbah's own"),
  names: z
    .array(z.string().max(200))
    .max(1_000)
    .default([
      'Microsoft',
      'Office 365',
      'OneDrive',
      'SharePoint',
      'Outlook',
      'Google',
      'Gmail',
      'Google Drive',
      'Okta',
      'Salesforce',
      'Dropbox',
      'DocuSign',
      'Slack',
      'Zoom',
      'GitHub',
      'Atlassian',
      'Adobe',
      'Amazon',
      'Apple',
    ])
    .describe("Names that applications pretend to, names; Casbah's own: what most companies use"),
  learningDays: daysParameter,
  sensitivity: sensitivityParameter,
})
type Parameters = z.infer<typeof parameters>

/** Somebody lets in an application that asks for much and that hardly anybody knows, or that pretends to be another. */
export const SUSPICIOUS_GRANT: AnomalyKind<Parameters> = {
  name: 'suspicious-oauth-grant',
  parameters,
  needs: [],
  make: (severity, given) =>
    new OneEvent(severity, given.sensitivity, filterOf(GRANT_EVENTS), (event, { learnt }): Finding | null => {
      const grant = grantOf(event)
      const person = personKey(event.activity)
      if (!grant || person === null) return null
      const known = new Known(learnt, TABLE)
      const { learningDays: days, fewPeople } = given
      const learntDays = known.daysLearnt(event.time)
      const people = known.people(grant.app, days, event.time)
      const uncommon = learntDays >= days && people < fewPeople
      const critical = among(grant.scopes, given.criticalScopes)
      const risky = among(grant.scopes, given.riskyScopes)
      const pretends = grant.name === null ? null : lookAlikeOf(grant.name, given.names)
      const mixed = grant.name !== null && mixesScripts(grant.name)
      if (!pretends && !critical.length && !((uncommon || mixed) && risky.length)) return null
      const name = grant.name ?? grant.app
      const own = days > 0 && known.daysWith(grant.app, person, event.time) >= days
      const why = [
        ...(pretends ? [`its name only looks like ${pretends}`] : []),
        ...(critical.length ? [`it may do anything (${critical[0]})`] : []),
        ...(risky.length
          ? [`it may ${risky.length === 1 ? `use ${risky[0]}` : `use ${risky.length} risky rights`}`]
          : []),
        ...(uncommon ? [people ? `only ${people} have let it in before` : 'nobody has let it in before'] : []),
      ]
      return {
        key: `app:${event.activity.app}:${grant.app}`,
        title: app => `${actorName(event.activity)} let ${name.slice(0, 80)} into ${app}, and ${why[0]}`,
        summary: `${actorName(event.activity)} let in ${name.slice(0, 80)}: ${why.join(', ')}`,
        ...(pretends && { severity: 'HIGH' as const }),
        conditions: [
          sign('grant.name', 'looks like a known name', pretends, pretends !== null),
          sign('grant.name', 'letters of several scripts', grant.name, mixed),
          sign('grant.scopes', 'critical', critical.slice(0, 20), critical.length > 0),
          sign('grant.scopes', 'risky', risky.slice(0, 20), risky.length > 0),
          sign('grant.people', `fewer than ${fewPeople} for ${days} days`, people, uncommon),
        ],
        measures: [
          { name: 'people', value: people, unit: 'people', baseline: null, threshold: fewPeople },
          { name: 'critical rights', value: critical.length, unit: 'rights', baseline: null, threshold: 1 },
          { name: 'risky rights', value: risky.length, unit: 'rights', baseline: null, threshold: 1 },
        ],
        weighed: [
          vendorItself(event),
          {
            name: 'usual-for-person',
            tier: 'user',
            holds: own,
            reason: own
              ? `The person let it in ${days} days ago or earlier.`
              : `The person did not let it in ${days} days ago.`,
          },
          {
            name: 'usual-in-tenant',
            tier: 'tenant',
            holds: people >= fewPeople,
            reason: `${people === 8 ? '8 or more' : people} people let it in ${days} days ago or earlier${learntDays < days ? `; the tenant is watched for ${learntDays} of ${days} days` : ''}.`,
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

const isGrant = testOf(GRANT_EVENTS)

/** Learns which applications people let in. */
export const GRANT_LEARNER: Learner = {
  name: 'oauth-apps',
  observe(event, learnt) {
    if (!isGrant(event)) return
    const grant = grantOf(event)
    if (grant) new Known(learnt, TABLE).add(grant.app, personKey(event.activity), event.time)
  },
}
