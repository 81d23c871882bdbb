import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import type { Learner } from '../learners.ts'
import { secondsOf } from '../people/clock.ts'
import { Assessing, atLeast, condition, measure, NOTHING, type Assessment } from '../people/assessing.ts'
import { Evidence } from '../people/evidence.ts'
import { fromUsualAddress, peopleOf, shortPersonKey } from '../people/person.ts'
import { Recent, runAround, withMoment, type Moment } from '../people/recent.ts'
import { sensitivity } from '../people/sensitivity.ts'

/** Numbers of the detector `mfa-fatigue`. */
export const mfaFatigueParameters = z.strictObject({
  prompts: z
    .int()
    .min(3)
    .max(15)
    .default(10)
    .describe('Prompts or refusals of one person, count; Splunk, 10 in 10 minutes.'),
  windowMinutes: z.number().min(1).max(240).default(10).describe('Window, minutes; Splunk, 10.'),
  sensitivity,
})
export type MfaFatigueParameters = z.infer<typeof mfaFatigueParameters>

export const MFA_FATIGUE: AnomalyKind<MfaFatigueParameters> = {
  name: 'mfa-fatigue',
  parameters: mfaFatigueParameters,
  needs: [],
  make: (severity, parameters) => new MfaFatigue(severity, parameters),
}

/** What an event says of a prompt. A prompt may be told twice, as sent and as refused: the larger number is that of prompts. */
const SENT = 1
const REFUSED = 2
const APPROVED = 3
const ACTIONS = ['mfa.send', 'mfa.deny', 'mfa.challenge']

const PROMPTS = new Recent('mfa prompts', 32, 2_048, 'u8')
const PROMPT_EVIDENCE = new Evidence('mfa evidence', 128)
/** Who has been prompted so often lately might be under attack: from then on prompts are kept to be cited. */
const WORTH_CITING = 3
const WORTH_CITING_S = 3_600

function promptOf({ activity: { action, outcome } }: JudgedEvent): number {
  if (action === 'mfa.deny') return REFUSED
  if (action === 'mfa.send') return SENT
  if (action !== 'mfa.challenge') return 0
  return outcome === 'SUCCESS' ? APPROVED : outcome === 'FAILURE' ? REFUSED : SENT
}

/** Who is prompted; what a system sends names no one. */
function prompted(event: JudgedEvent): string | null {
  return event.activity.actor?.kind === 'system' ? null : shortPersonKey(event)
}

/** Remembers prompts for a second factor. */
export const MFA_PROMPTS: Learner = {
  name: 'mfa prompts',
  observe(event, learnt) {
    const tag = promptOf(event)
    if (tag === 0) return
    const who = prompted(event)
    // An approval with no prompt before it is an ordinary sign-in; the person's last one is remembered by another learner.
    if (who === null || (tag === APPROVED && !PROMPTS.knows(learnt, who))) return
    const time = secondsOf(event.time)
    PROMPTS.add(learnt, who, { time, tag })
    const lately = PROMPTS.read(learnt, who).filter(other => Math.abs(other.time - time) <= WORTH_CITING_S)
    if (lately.length >= WORTH_CITING) PROMPT_EVIDENCE.add(learnt, who, event, tag)
  },
}

/** Prompts until somebody gives in. */
class MfaFatigue extends Assessing {
  readonly gates: readonly Gate[] = [
    { connectors: null, view: 'activity', predicate: filterPredicate({ action: { in: ACTIONS } }) },
  ]
  private readonly parameters: MfaFatigueParameters

  constructor(severity: Severity, parameters: MfaFatigueParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, known: boolean): Assessment | string {
    const { prompts, windowMinutes } = this.parameters
    const kind = promptOf(event)
    const who = prompted(event)
    if (kind === 0 || who === null) return 'The activity prompts nobody for a second factor.'
    const time = secondsOf(event.time)
    const span = windowMinutes * 60
    const all = known ? PROMPTS.read(learnt, who) : withMoment(PROMPTS.read(learnt, who), { time, tag: kind })
    const run =
      kind === APPROVED ? all.filter(one => one.time <= time && time - one.time <= span) : runAround(all, time, span)
    const count = promptsIn(run)
    if (count < prompts && !known) return NOTHING
    const people = peopleOf(learnt)
    const slot = people.find(who)
    const lastApproval = slot < 0 ? 0 : people.column('approved')[slot]!
    const approved =
      kind === APPROVED ||
      run.some((one, n) => one.tag === APPROVED && promptsIn(run.slice(0, n)) >= prompts) ||
      (lastApproval >= run.at(-1)!.time && lastApproval - run[0]!.time <= span)
    const usual = fromUsualAddress(event, learnt)
    const { activity } = event
    const cited = run.length
      ? PROMPT_EVIDENCE.read(learnt, who, run[0]!.time * 1000, (run.at(-1)!.time + 1) * 1000, () => true).filter(
          ({ id }) => id !== activity.id,
        )
      : []
    return {
      matched: count >= prompts,
      key: personKey(event.activity)!,
      severity: approved ? atLeast(this.severity, 'HIGH') : this.severity,
      title: app =>
        `${actorName(activity)} was prompted ${count} times for a second factor in ${app}${approved ? ', then approved' : ''}`,
      cited: [...cited, citationOf(event)].sort((a, b) => a.time - b.time),
      summary: `${count} prompts for a second factor within ${windowMinutes} minutes${approved ? ', then one was approved' : ''}; ${prompts} are enough.`,
      conditions: [condition('action', 'in', ACTIONS, activity.action, true)],
      measures: [measure('prompts', count, prompts), measure('window', span, null, 's')],
      reasons: [
        {
          name: 'usual-address',
          tier: 'USER',
          holds: usual,
          reason: usual
            ? 'The prompts come from an address that the person has used for days.'
            : 'The address is none that the person has used for days.',
        },
      ],
    }
  }
}

function promptsIn(run: readonly Moment[]): number {
  let [sent, refused] = [0, 0]
  for (const { tag } of run) {
    if (tag === SENT) sent++
    if (tag === REFUSED) refused++
  }
  return Math.max(sent, refused)
}
