import type { JudgedEvent } from '../../event.ts'
import type { Learner } from '../learners.ts'
import type { Learnt } from '../../state.ts'
import { limitOf } from './assess.ts'
import { familiesOf, type Family } from './families.ts'
import { environmentOf, subjectOf, thingOf } from './subject.ts'
import { Usage } from './usage.ts'

/** A burst teaches nothing once it is over these; policies may have other numbers, what is learnt is one. */
const DEVIATIONS = 3
const LEARNING_DAYS = 7

/** Learns how much of each family people, services and apps do in an hour. */
export const VOLUME_LEARNER: Learner = {
  name: 'volume',
  observe(event, learnt) {
    for (const family of familiesOf(event)) observe(family, event, learnt)
  },
}

function observe(family: Family, event: JudgedEvent, learnt: Learnt): void {
  const subject = subjectOf(event)
  if (subject === null) return
  const usage = new Usage(learnt, family)
  const thing = () => thingOf(family, event)
  if (family.environment && usage.isRepeat(subject, event.time, thing)) return
  count(usage, family, event, subject, thing, true)
  if (family.environment) count(usage, family, event, environmentOf(event), thing, false)
}

/** The baseline stands still while a burst lasts: its hours are taken back, the first of the burst included. */
function count(
  usage: Usage,
  family: Family,
  event: JudgedEvent,
  subject: string,
  thing: () => number,
  others: boolean,
): void {
  const near = usage.add(subject, event.time, family.weight?.(event) ?? 1, thing, others)
  if (near < family.floor || usage.daysKnown(subject, event.time) < LEARNING_DAYS) return
  const window = usage.window(subject, event.time)
  if (window.count < family.floor) return
  const usual = usage.usual(subject, window)
  if (window.count > (usual ? limitOf(usual, DEVIATIONS) : 0)) usage.freeze(subject, window, others)
}
