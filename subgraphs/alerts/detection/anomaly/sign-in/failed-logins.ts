import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf, type ActivityRef } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { dayOf, secondsOf } from '../people/clock.ts'
import { Assessing, atLeast, condition, measure, NOTHING, round, type Assessment } from '../people/assessing.ts'
import { hash32 } from '../people/hash.ts'
import { addressOf, FAILURES, fromUsualAddress, peopleOf, shortPersonKey } from '../people/person.ts'
import { runAround, withMoment, type Moment } from '../people/recent.ts'
import { sensitivity, type Reason } from '../people/sensitivity.ts'
import { fromSharedAddress } from '../people/shared-address.ts'
import { learningOf } from '../people/span.ts'
import {
  addressKey,
  agentKey,
  ATTEMPTS,
  failureOf,
  hourOf,
  HOURLY,
  SIGN_IN,
  SIGN_IN_EVIDENCE,
  SOURCES,
  succeeded,
  SUCCESSES,
  tagOf,
  TENANT,
  tenantTable,
} from './failures.ts'
import { type SliceView } from '../people/slice-counts.ts'
import type { FailedLogin } from './spread.ts'

const minutes = (meaning: string, by: number) => z.number().min(1).max(1_440).default(by).describe(meaning)
const count = (meaning: string, by: number, most = 64) => z.int().min(2).max(most).default(by).describe(meaning)

/** Numbers of the detector `failed-logins`. */
export const failedLoginsParameters = z.strictObject({
  guesses: count('Guessing: failures of one login, count; Panther, 20 in 60 minutes.', 20, 31),
  guessMinutes: minutes('Guessing: window, minutes; Panther.', 60),
  guessesBeforeSuccess: count(
    'Guessing: failures of one login from one address that a success from there follows, count; Microsoft Defender for Cloud Apps and Splunk, 10.',
    10,
    31,
  ),
  successMinutes: minutes('Guessing: window up to the success, minutes; Splunk, 10.', 10),
  sprayLogins: count('Spraying: logins that fail from one address, count; Elastic, 15.', 15),
  sprayMinutes: minutes('Spraying: window, minutes; Elastic, 30.', 30),
  sprayAttempts: z
    .number()
    .min(1)
    .max(100)
    .default(6)
    .describe('Spraying: at most so many failures a login, average; Elastic (Okta), 2 to 6.'),
  spreadLogins: count('Distributed spraying: logins that fail with one user agent, count; Splunk, 20.', 20),
  spreadAddresses: count('Distributed spraying: addresses that they fail from, count; Splunk, 20.', 20),
  spreadMinutes: minutes('Distributed spraying: window, minutes; Splunk, 5.', 5),
  spreadShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe(
      'Distributed spraying: share of all failing logins of the tenant that the agent has; ours, after Splunk, which wants all.',
    ),
  stuffingLogins: count('Stuffing: logins that fail, count; Elastic, 10.', 10),
  stuffingFailures: count('Stuffing: their failures, count; Elastic, 30.', 30, 1_000),
  stuffingAddresses: count('Stuffing: addresses that they fail from, count; Elastic, 5.', 5),
  stuffingErrors: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe('Stuffing: at most so many kinds of error, count; Elastic, 3.'),
  stuffingMinutes: minutes('Stuffing: window, minutes; Elastic, 60.', 60),
  failureShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe(
      'Stuffing and distributed spraying: share of all sign-ins of the hour that must fail, share of 1; ours, as people mistype less than one in ten.',
    ),
  deviations: z
    .number()
    .min(0)
    .max(10)
    .default(3)
    .describe(
      'Standard deviations over the usual number of failures (of the login a day, of the tenant an hour) that are still usual; Splunk, 3.',
    ),
  learningDays: z
    .number()
    .min(0)
    .max(90)
    .default(7)
    .describe(
      'Days until the usual number of failures is known; before, counts alone decide; Microsoft Defender for Cloud Apps, 7.',
    ),
  sensitivity,
})
export type FailedLoginsParameters = z.infer<typeof failedLoginsParameters>

export const FAILED_LOGINS: AnomalyKind<FailedLoginsParameters> = {
  name: 'failed-logins',
  parameters: failedLoginsParameters,
  needs: [],
  make: (severity, parameters) => new FailedLogins(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningOf(learnt, learningDays),
}

const GUESSING = [{ id: 'T1110.001', name: 'Password Guessing', tactics: ['Credential Access'] }]
const SPRAYING = [{ id: 'T1110.003', name: 'Password Spraying', tactics: ['Credential Access'] }]
const STUFFING = [{ id: 'T1110.004', name: 'Credential Stuffing', tactics: ['Credential Access'] }]
/** What a client says that goes on with a password which has run out: nobody guesses. */
const RUN_OUT = /expired/i

/** Failed sign-ins of one login, one source or all, told apart by how they spread. */
class FailedLogins extends Assessing {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({ action: { in: [SIGN_IN] }, outcome: ['FAILURE', 'SUCCESS'] }),
    },
  ]
  private readonly parameters: FailedLoginsParameters

  constructor(severity: Severity, parameters: FailedLoginsParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, judging: Judging, known: boolean): Assessment | string {
    const { action, outcome } = event.activity
    const who = shortPersonKey(event)
    if (action !== SIGN_IN || outcome === 'UNKNOWN' || who === null)
      return 'The activity is no sign-in of somebody named.'
    const attempt: Attempt = { event, judging, who, known, failed: outcome === 'FAILURE', time: secondsOf(event.time) }
    return (
      this.guessed(attempt) ??
      this.sprayed(attempt) ??
      this.guessing(attempt) ??
      this.distributed(attempt) ??
      this.stuffed(attempt) ??
      (known ? this.nothing(attempt) : NOTHING)
    )
  }

  /** Failures from one address, then a success from there. */
  private guessed(attempt: Attempt): Assessment | null {
    const { event, judging, who, failed, time } = attempt
    const { guessesBeforeSuccess, successMinutes } = this.parameters
    // Most who sign in have not failed lately.
    if (!failed && !ATTEMPTS.knows(judging.learnt, who)) return null
    const span = successMinutes * 60
    if (!event.activity.ip) return null
    const tag = tagOf(event)
    const here = attemptsOf(attempt).filter(other => (other.tag | 1) === (tag | 1))
    const closers = failed
      ? [...here.filter(other => succeeded(other.tag)).map(other => other.time), ...lastSignIn(attempt)]
      : [time]
    for (const end of closers) {
      if (end < time || end - time > span) continue
      const failures = here.filter(other => !succeeded(other.tag) && other.time <= end && end - other.time <= span)
      if (failures.length < guessesBeforeSuccess) continue
      const cited = SIGN_IN_EVIDENCE.read(
        judging.learnt,
        who,
        (end - span) * 1000,
        (end + 1) * 1000,
        other => (other | 1) === (tag | 1),
      )
      const lasted = failures.at(-1)!.time - failures[0]!.time
      return this.found(attempt, {
        name: 'guessing',
        about: personKey(event.activity)!,
        succeeded: true,
        title: app =>
          `The password of ${actorName(event.activity)} was guessed from ${placeOf(event)}: ${failures.length} failed sign-ins in ${app}, then a success`,
        summary: `${failures.length} failed sign-ins of one login from one address within ${lasted} seconds, then a success; ${guessesBeforeSuccess} within ${successMinutes} minutes are enough.`,
        measures: [measure('count', failures.length, guessesBeforeSuccess), measure('span', lasted, span, 's')],
        cited,
        mitre: GUESSING,
        reasons: [this.usualAddress(attempt)],
      })
    }
    return null
  }

  /** Many failures of one login. */
  private guessing(attempt: Attempt): Assessment | null {
    const { event, judging, who, failed, time } = attempt
    const { guesses, guessMinutes } = this.parameters
    if (!failed) return null
    const run = runAround(
      attemptsOf(attempt).filter(({ tag }) => !succeeded(tag)),
      time,
      guessMinutes * 60,
    )
    if (run.length < guesses) return null
    const people = peopleOf(judging.learnt)
    const slot = people.find(who)
    const day = FAILURES.read(people as unknown as SlotTable, Math.max(0, slot), dayOf(time))
    const usual = slot < 0 ? 0 : this.usual(day)
    const today = slot < 0 ? run.length : day.count + (attempt.known ? 0 : 1)
    if (today <= usual) return null
    const addresses = new Set(run.map(({ tag }) => tag)).size
    const many = run.length >= ATTEMPTS.kept ? `${ATTEMPTS.kept} or more` : run.length
    return this.found(attempt, {
      name: 'guessing',
      about: personKey(event.activity)!,
      succeeded: false,
      title: app => `Somebody guesses the password of ${actorName(event.activity)}: ${many} failed sign-ins in ${app}`,
      summary: `${many} failed sign-ins of one login within ${guessMinutes} minutes, ${today} today; ${guesses} are enough when the day has more than its usual ${round(usual)}.`,
      measures: [
        measure('count', run.length, guesses),
        measure('today', today, round(usual), null, round(day.mean)),
        measure('addresses', addresses, null),
      ],
      cited: SIGN_IN_EVIDENCE.read(
        judging.learnt,
        who,
        run[0]!.time * 1000,
        (run.at(-1)!.time + 1) * 1000,
        tag => !succeeded(tag),
      ),
      mitre: GUESSING,
      reasons: [
        this.usualAddress(attempt),
        {
          name: 'expired-password',
          tier: 'SYSTEM',
          holds: RUN_OUT.test((event.activity.outcomeReason ?? '').slice(0, 200)),
          reason: 'A client goes on with a password that has expired when the vendor says so.',
        },
      ],
    })
  }

  /** One address, many logins, few failures of each. */
  private sprayed(attempt: Attempt): Assessment | null {
    const { event, judging, time, failed } = attempt
    const { sprayLogins, sprayMinutes, sprayAttempts } = this.parameters
    const key = addressKey(event)
    if (key === null) return null
    const run = this.run(attempt, key, sprayMinutes)
    const failures = sum(run)
    if (run.length < sprayLogins || failures / run.length > sprayAttempts) return null
    const reasons = this.sharedNetwork(attempt)
    // Behind an address that many people share some always mistype: there it takes an hour worse than usual.
    if (reasons.some(({ holds }) => holds) && !this.isUnderAttack(attempt)) return null
    const logins = SOURCES.logins(judging.learnt, key, run.length, time)
    return this.found(attempt, {
      name: 'spraying',
      about: event.activity.ip!.address,
      succeeded: !failed,
      title: app =>
        `Passwords are sprayed from ${placeOf(event)}: ${logins} logins failed in ${app}${failed ? '' : `, then ${actorName(event.activity)} signed in`}`,
      summary: `${logins} logins failed from one address within ${sprayMinutes} minutes, ${round(failures / run.length)} times each${failed ? '' : ', then one succeeded'}; ${sprayLogins} logins are enough at up to ${sprayAttempts} failures each.`,
      measures: [
        measure('logins', logins, sprayLogins),
        measure('failures', failures, null),
        measure('failures a login', round(failures / run.length), sprayAttempts),
      ],
      cited: this.citedOf(attempt, key, run),
      mitre: SPRAYING,
      reasons,
    })
  }

  /** One user agent, many logins from as many addresses. */
  private distributed(attempt: Attempt): Assessment | null {
    const { event, judging, failed, time } = attempt
    const { spreadLogins, spreadAddresses, spreadMinutes, spreadShare } = this.parameters
    const key = agentKey(event)
    if (key === null || !this.isUnderAttack(attempt)) return null
    const run = this.run(attempt, key, spreadMinutes)
    const addresses = distinct(run, 'address')
    if (run.length < spreadLogins || addresses < spreadAddresses) return null
    if (!failed && !run.some(({ address }) => address === failureOf(event, attempt.who).address)) return null
    const all = this.run(attempt, TENANT, spreadMinutes)
    const share = all.length ? Math.min(1, run.length / all.length) : 1
    if (share < spreadShare) return null
    const logins = SOURCES.logins(judging.learnt, key, run.length, time)
    return this.found(attempt, {
      name: 'distributed-spraying',
      about: hash32(event.activity.userAgent!).toString(16),
      succeeded: !failed,
      title: app =>
        `Passwords are sprayed from ${addresses} addresses by one client: ${logins} logins failed in ${app}${failed ? '' : `, then ${actorName(event.activity)} signed in`}`,
      summary: `${logins} logins failed from ${addresses} addresses with one user agent within ${spreadMinutes} minutes, ${Math.round(share * 100)} % of all that failed; ${spreadLogins} logins from ${spreadAddresses} addresses are enough.`,
      measures: [
        measure('logins', logins, spreadLogins),
        measure('addresses', addresses, spreadAddresses),
        measure('share', round(share * 100), spreadShare * 100, '%'),
      ],
      cited: this.citedOf(attempt, key, run),
      mitre: SPRAYING,
      reasons: this.sharedNetwork(attempt),
    })
  }

  /** Many logins, many addresses, few kinds of error. */
  private stuffed(attempt: Attempt): Assessment | null {
    const { event, judging, failed, who, time } = attempt
    const { stuffingLogins, stuffingFailures, stuffingAddresses, stuffingErrors, stuffingMinutes } = this.parameters
    if (!this.isUnderAttack(attempt)) return null
    const run = this.run(attempt, TENANT, stuffingMinutes)
    const [failures, addresses, errors] = [sum(run), distinct(run, 'address'), distinct(run, 'reason')]
    if (
      run.length < stuffingLogins ||
      failures < stuffingFailures ||
      addresses < stuffingAddresses ||
      errors > stuffingErrors
    )
      return null
    const self = failureOf(event, who)
    if (!failed && !run.some(({ login, address }) => login === self.login && address === self.address)) return null
    const logins = SOURCES.logins(judging.learnt, TENANT, run.length, time)
    return this.found(attempt, {
      name: 'stuffing',
      about: 'all',
      succeeded: !failed,
      title: app =>
        `Stolen passwords are tried from ${addresses} addresses: ${logins} logins failed in ${app}${failed ? '' : `, then ${actorName(event.activity)} signed in`}`,
      summary: `${failures} failed sign-ins of ${logins} logins from ${addresses} addresses with ${errors} kinds of error within ${stuffingMinutes} minutes; ${stuffingFailures} of ${stuffingLogins} from ${stuffingAddresses} with at most ${stuffingErrors} are enough when the hour has more than usual.`,
      measures: [
        measure('logins', logins, stuffingLogins),
        measure('failures', failures, stuffingFailures),
        measure('addresses', addresses, stuffingAddresses),
        measure('kinds of error', errors, stuffingErrors),
      ],
      cited: this.citedOf(attempt, TENANT, run),
      mitre: STUFFING,
      reasons: this.sharedNetwork(attempt),
    })
  }

  /** Whether more sign-ins of the tenant fail this hour than usual, and than people's own mistakes explain. */
  private isUnderAttack({ judging, time, failed, known }: Attempt): boolean {
    const tenant = tenantTable(judging.learnt)
    const slot = tenant.find(TENANT)
    if (slot < 0) return false
    const { learningDays, deviations, failureShare } = this.parameters
    // An attack may lie on both sides of the full hour, and the first minutes of an hour alone say little.
    const hour = hourOf(time)
    const before = Math.max(1, hour - 1)
    const now = HOURLY.count(tenant, slot, hour) + (failed && !known ? 1 : 0)
    const then = HOURLY.count(tenant, slot, before)
    const all = now + then + SUCCESSES.count(tenant, slot, hour) + SUCCESSES.count(tenant, slot, before)
    if (now + then === 0 || now + then < failureShare * all) return false
    const { slices, mean, deviation } = HOURLY.read(tenant, slot, before)
    return slices < learningDays * 24 || Math.max(now, then) > mean + deviations * deviation
  }

  /** Failures a day that are usual for the login, once it is known what is usual. */
  private usual({ mean, deviation, slices }: SliceView): number {
    return slices < this.parameters.learningDays ? 0 : mean + this.parameters.deviations * deviation
  }

  /** Logins that failed at a source around the attempt, itself among them when it failed. */
  private run(attempt: Attempt, key: string, within: number): FailedLogin[] {
    const { event, judging, who, failed, known, time } = attempt
    let logins = SOURCES.read(judging.learnt, key)
    if (failed && !known) {
      const self = failureOf(event, who)
      const before = logins.find(({ login }) => login === self.login)
      logins = withMoment(
        logins.filter(other => other !== before),
        { ...self, failures: (before?.failures ?? 0) + 1 },
      )
    }
    return runAround(logins, time, within * 60)
  }

  private citedOf({ judging }: Attempt, key: string, run: FailedLogin[]): ActivityRef[] {
    return SIGN_IN_EVIDENCE.read(judging.learnt, key, run[0]!.time * 1000, (run.at(-1)!.time + 1) * 1000, () => true)
  }

  private usualAddress({ event, judging }: Attempt): Reason {
    const holds = fromUsualAddress(event, judging.learnt)
    return {
      name: 'usual-address',
      tier: 'USER',
      holds,
      reason: holds
        ? 'The person has signed in from this address for days: a forgotten password.'
        : 'The address is none that the person has signed in from for days.',
    }
  }

  private sharedNetwork({ event, judging }: Attempt): Reason[] {
    const tag = event.activity.ip?.networkTag
    const own = tag === 'CORPORATE' || tag === 'ADMINISTRATIVE'
    const shared = fromSharedAddress(event, judging.learnt)
    return [
      {
        name: 'own-network',
        tier: 'TENANT',
        holds: own,
        reason: own
          ? 'The address is in a network of the company, behind which many people are one.'
          : 'The address is in no network of the company.',
      },
      {
        name: 'shared-address',
        tier: 'TENANT',
        holds: shared,
        reason: shared
          ? 'Several people have signed in from this address for days.'
          : 'The address is none that several people have used for days.',
      },
    ]
  }

  private found(attempt: Attempt, { name, about, succeeded: inside, ...rest }: Finding): Assessment {
    const { event } = attempt
    const { activity } = event
    const cited = rest.cited.filter(({ id }) => id !== activity.id)
    return {
      matched: true,
      key: `${name}:${about}`,
      severity: inside ? atLeast(this.severity, 'HIGH') : this.severity,
      conditions: [
        condition('action', 'equals', SIGN_IN, activity.action, true),
        condition('outcome', 'in', ['FAILURE', 'SUCCESS'], activity.outcome, true),
        condition('attack', 'is', name, name, true),
      ],
      ...rest,
      cited: [...cited, citationOf(event)].sort((a, b) => a.time - b.time),
    }
  }

  private nothing(attempt: Attempt): Assessment {
    const { guesses, sprayLogins, sprayMinutes, guessMinutes } = this.parameters
    const { event, time } = attempt
    const failures = runAround(
      attemptsOf(attempt).filter(({ tag }) => !succeeded(tag)),
      time,
      guessMinutes * 60,
    ).length
    const key = addressKey(event)
    const logins = key === null ? 0 : this.run(attempt, key, sprayMinutes).length
    return {
      matched: false,
      key: personKey(event.activity)!,
      severity: this.severity,
      title: () => '',
      cited: [],
      summary: `${failures} failed sign-ins of this login within ${guessMinutes} minutes and ${logins} logins that failed from this address within ${sprayMinutes} minutes are no attack; ${guesses} or ${sprayLogins} would be, unless they are usual.`,
      conditions: [condition('action', 'equals', SIGN_IN, event.activity.action, true)],
      measures: [measure('count', failures, guesses), measure('logins', logins, sprayLogins)],
      reasons: [],
    }
  }
}

interface Attempt {
  event: JudgedEvent
  judging: Judging
  who: string
  known: boolean
  failed: boolean
  /** Epoch seconds. */
  time: number
}

interface Finding extends Pick<Assessment, 'title' | 'summary' | 'measures' | 'mitre' | 'reasons'> {
  name: string
  about: string
  /** Whether somebody got in. */
  succeeded: boolean
  cited: ActivityRef[]
}

/** The login's attempts, this one among them. */
function attemptsOf({ event, judging, who, known, time }: Attempt): Moment[] {
  const attempts = ATTEMPTS.read(judging.learnt, who)
  return known ? attempts : withMoment(attempts, { time, tag: tagOf(event) })
}

/** When the person last got in from this address, which may have been told before the failures that led to it. */
function lastSignIn({ event, judging, who }: Attempt): number[] {
  const people = peopleOf(judging.learnt)
  const slot = people.find(who)
  if (slot < 0 || people.column('signInFrom')[slot] !== addressOf(event)) return []
  return [people.column('signIn')[slot]!]
}

const sum = (run: readonly FailedLogin[]) => run.reduce((total, { failures }) => total + failures, 0)
const distinct = (run: readonly FailedLogin[], field: 'address' | 'reason') =>
  new Set(run.map(each => each[field])).size

function placeOf({ activity }: JudgedEvent): string {
  return `${activity.ip?.address ?? 'an unknown address'} (${activity.ip?.country ?? 'an unknown country'})`
}
