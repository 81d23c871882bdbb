import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf, type ActivityRef } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { explainPredicate } from '../../predicate/predicate.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import { daysParameter } from '../days-parameter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Known } from '../known.ts'
import type { Learner } from '../learners.ts'
import { sign, vendorItself } from '../one-event.ts'
import { sensitivityParameter, weigh } from '../sensitivity.ts'
import { hashOf } from '../text-hash.ts'
import { baseName, endingOf, isAppended } from './file-name.ts'
import { RANSOM_ENDINGS, RANSOM_NOTES } from './ransom-names.ts'

const TABLE = 'file-endings'
const WRITES = ['file.upload', 'file.update', 'file.create', 'file.rename', 'file.move', 'file.copy']

const texts = z.array(z.string().min(2).max(100)).max(2_000)
const parameters = z.strictObject({
  endings: texts
    .default(RANSOM_ENDINGS)
    .describe('Endings that encrypting malware gives to files, without the dot; public lists of families since 2016'),
  noteNames: texts
    .default(RANSOM_NOTES)
    .describe(
      'Parts of the names of notes that tell how to pay, letters and numbers alone; public lists of notes since CryptoWall',
    ),
  knownEndingFiles: z
    .int()
    .min(1)
    .max(150)
    .default(5)
    .describe(
      "So many different files with such endings are an attack, files; Casbah's own: one or two may be samples",
    ),
  newEndingFiles: z
    .int()
    .min(2)
    .max(150)
    .default(20)
    .describe(
      "So many different files to which one and the same ending that the tenant never had is appended are an attack, files; Casbah's own",
    ),
  notes: z
    .int()
    .min(1)
    .max(150)
    .default(3)
    .describe(
      "So many different notes without any such file are an attack, notes; Casbah's own: malware leaves one in every folder",
    ),
  windowMinutes: z
    .int()
    .min(1)
    .max(1_440)
    .default(60)
    .describe(
      "Length of the window, minutes; Casbah's own: files in a cloud are written as fast as they are synchronised",
    ),
  knownPeople: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .describe("So many people who write files of an ending make it usual in the tenant, people; Casbah's own"),
  learningDays: daysParameter,
  sensitivity: sensitivityParameter,
})
type Parameters = z.infer<typeof parameters>

/** Somebody rewrites files as encrypting malware does. */
export const RANSOMWARE: AnomalyKind<Parameters> = {
  name: 'ransomware',
  parameters,
  needs: [],
  make: (severity, given) => new Ransomware(severity, given),
  learning({ learningDays }, { learnt }) {
    const known = new Known(learnt, TABLE)
    return {
      daysLearnt: Math.min(learningDays, known.daysLearnt()),
      daysNeeded: learningDays,
      usersReady: known.shareKnownFor(learningDays),
    }
  },
}

/** Learns which endings a tenant's files have, and who writes them. */
export const ENDING_LEARNER: Learner = {
  name: 'file-endings',
  observe(event, learnt) {
    const { action, outcome } = event.activity
    if (outcome === 'FAILURE' || !WRITES.includes(action)) return
    const ending = endingOf(baseName(nameOf(event)))
    const known = new Known(learnt, TABLE)
    if (ending === null) known.seen(event.time)
    else known.add(ending, personKey(event.activity), event.time)
  },
}

/** A file that looks like the work of malware: what for, and which file, as hashes. */
interface Trace extends ActivityRef {
  kind: 'ending' | 'new' | 'note'
  ending: string
  file: number
}

/** Traces of one person that are remembered, and people that traces are remembered of. */
const TRACES = 200
const PEOPLE = 100
const PLACES = ['knownEndingFiles', 'newEndingFiles', 'notes'] as const

class Ransomware implements Detector {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({ action: { in: WRITES }, outcome: ['SUCCESS', 'UNKNOWN'] }),
    },
  ]
  private readonly severity: Severity
  private readonly parameters: Parameters
  private readonly endings: ReadonlySet<string>

  constructor(severity: Severity, given: Parameters) {
    this.severity = severity
    this.parameters = given
    this.endings = new Set(given.endings.map(ending => ending.toLowerCase()))
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const { memory, latenessMs } = judging
    const person = personKey(event.activity)
    const trace = this.traceOf(event, judging)
    if (person === null || !trace) return null
    const known = memory.get<Trace[]>(person) ?? []
    if (known.some(other => other.file === trace.file && other.kind === trace.kind)) return null
    const traces = [...known, trace].sort((a, b) => a.time - b.time)
    const oldest = traces.at(-1)!.time - latenessMs - this.span
    memory.set(person, traces.filter(({ time }) => time >= oldest).slice(-TRACES))
    memory.keep(PEOPLE)
    const around = this.fullest(traces, trace)
    if (!this.isEnough(around)) return null
    const { explanation, suppressedBy } = this.explained(event, person, around, judging)
    // What is kept back is told once.
    if (suppressedBy !== undefined && this.isEnough(around.filter(other => other !== trace))) return null
    return {
      key: person,
      severity: this.severity,
      title: app => `${actorName(event.activity)} wrote ${around.length} files in ${app} as encrypting malware does`,
      cited: [...around.filter(({ id }) => id !== trace.id).map(({ id, time }) => ({ id, time })), citationOf(event)],
      explanation,
      grows: true,
      ...(suppressedBy !== undefined && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const conditions = explainPredicate(this.gates[0]!.predicate, event.activity)
    const nothing = { matched: false, conditions, measures: [], suppressions: [] }
    const person = personKey(event.activity)
    const trace = conditions.every(({ matched }) => matched) ? this.traceOf(event, judging) : null
    if (person === null || !trace)
      return { ...nothing, summary: 'The activity writes no file of the kind that encrypting malware writes.' }
    const traces = [...(judging.memory.get<Trace[]>(person) ?? []).filter(({ file }) => file !== trace.file), trace]
    return this.explained(
      event,
      person,
      this.fullest(
        traces.sort((a, b) => a.time - b.time),
        trace,
      ),
      judging,
    ).explanation
  }

  private get span(): number {
    return this.parameters.windowMinutes * 60_000
  }

  private traceOf(event: JudgedEvent, { learnt }: Judging): Trace | null {
    const base = baseName(nameOf(event))
    const ending = endingOf(base)
    const about = { id: event.activity.id, time: event.time, ending: ending ?? '', file: hashOf(fileOf(event)) }
    const letters = base.replace(/[^\p{L}\p{N}]/gu, '')
    if (this.parameters.noteNames.some(part => letters.includes(part))) return { ...about, kind: 'note' }
    if (ending === null) return null
    if (this.endings.has(ending)) return { ...about, kind: 'ending' }
    const known = new Known(learnt, TABLE)
    const { learningDays } = this.parameters
    if (!isAppended(base) || known.daysLearnt(event.time) < learningDays) return null
    return known.daysKnown(ending, event.time) < learningDays ? { ...about, kind: 'new' } : null
  }

  /** Traces of the window with this one that has most of them. */
  private fullest(traces: readonly Trace[], trace: Trace): Trace[] {
    let best: Trace[] = []
    for (const { time: from } of traces) {
      if (from > trace.time || trace.time - from > this.span) continue
      const window = traces.filter(({ time }) => time >= from && time - from <= this.span)
      if (window.length > best.length) best = window
    }
    return best
  }

  private counted(traces: readonly Trace[]): Record<(typeof PLACES)[number], number> {
    const byEnding = Map.groupBy(
      traces.filter(({ kind }) => kind === 'new'),
      ({ ending }) => ending,
    )
    return {
      knownEndingFiles: traces.filter(({ kind }) => kind === 'ending').length,
      newEndingFiles: Math.max(0, ...[...byEnding.values()].map(({ length }) => length)),
      notes: traces.filter(({ kind }) => kind === 'note').length,
    }
  }

  private isEnough(traces: readonly Trace[]): boolean {
    const counted = this.counted(traces)
    if (counted.notes && counted.knownEndingFiles + counted.newEndingFiles) return true
    return PLACES.some(place => counted[place] >= this.parameters[place])
  }

  private explained(event: JudgedEvent, person: string, traces: Trace[], { learnt }: Judging) {
    const { knownPeople, learningDays: days, sensitivity, windowMinutes } = this.parameters
    const known = new Known(learnt, TABLE)
    const counted = this.counted(traces)
    const endings = [...new Set(traces.filter(({ kind }) => kind !== 'note').map(({ ending }) => ending))]
    const all = (test: (ending: string) => boolean) => endings.length > 0 && !counted.notes && endings.every(test)
    const own = all(ending => days > 0 && known.daysWith(ending, person, event.time) >= days)
    const common = all(ending => known.people(ending, days, event.time) >= knownPeople)
    const { suppressions, suppressedBy } = weigh(
      [
        vendorItself(event),
        {
          name: 'usual-for-person',
          tier: 'user',
          holds: own,
          reason: own
            ? `The person has written such files for ${days} days or more.`
            : 'The person does not usually write such files.',
        },
        {
          name: 'usual-in-tenant',
          tier: 'tenant',
          holds: common,
          reason: common
            ? `${knownPeople} people or more have written such files for ${days} days.`
            : `Such files are not usual in the tenant; usual would be ${knownPeople} people, for ${days} days.`,
        },
      ],
      sensitivity,
    )
    const enough = this.isEnough(traces)
    const explanation: ExplanationData = {
      matched: enough && suppressedBy === undefined,
      summary: `${actorName(event.activity)} wrote ${counted.knownEndingFiles} files with endings of ransomware, ${counted.newEndingFiles} with one new ending and ${counted.notes} ransom notes within ${windowMinutes} minutes; ${this.parameters.knownEndingFiles}, ${this.parameters.newEndingFiles} or ${this.parameters.notes} are enough, or a note and a file${enough && suppressedBy ? `; kept back by ${suppressedBy}` : ''}.`,
      conditions: [
        ...explainPredicate(this.gates[0]!.predicate, event.activity),
        sign('file.ending', 'of ransomware, or new', endings.slice(0, 20), endings.length > 0),
      ],
      measures: PLACES.map(place => ({
        name: place,
        value: counted[place],
        unit: place === 'notes' ? 'notes' : 'files',
        baseline: null,
        threshold: this.parameters[place],
      })),
      suppressions,
    }
    return { explanation, suppressedBy }
  }
}

/** The file among the targets; the first target where none is called so. */
function fileIn({ activity: { targets } }: JudgedEvent) {
  return targets.slice(0, 20).find(({ kind }) => kind === 'file') ?? targets[0]
}

function nameOf(event: JudgedEvent): string {
  return fileIn(event)?.name ?? ''
}

/** A file is told by its name too: what is renamed once more is another trace. */
function fileOf(event: JudgedEvent): string {
  return `${event.activity.app} ${fileIn(event)?.id ?? ''} ${baseName(nameOf(event))}`
}
