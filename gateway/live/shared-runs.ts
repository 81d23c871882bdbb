import type { Caller } from '@casbah/kit'
import type { Answer, ExecuteRequest, Executor } from '../executor/index.ts'
import type { Visit } from '../supergraph/visit.ts'
import { rightsOf } from './connection.ts'
import type { Reader } from './reader.ts'
import { Run, type RunOptions } from './run.ts'

/** Readers that ask the same with the same rights, wherever they go on from. */
interface Group {
  /** Where those read who have caught up. */
  shared: Run | null
  /** Those that still read what was missed, by the cursor that they began at. */
  behind: Map<string, Run>
  /** Sources in all. */
  runs: number
}

export interface SharedRunsOptions extends Pick<RunOptions, 'onSlow'> {
  sign(caller: Caller): Promise<string>
  /** Told of every source opened and ended. */
  onSource(more: 1 | -1): void
}

/** What a reader asks for, and by which rights. */
export interface Subscribing {
  visit: Visit
  request: Pick<ExecuteRequest, 'document' | 'operationName' | 'variables' | 'sign'>
  /** Null when authentication is off. */
  caller: Caller | null
  mask(answer: Answer): Answer
}

type Source = Pick<RunOptions, 'open' | 'mask'>

/**
 * Subscriptions that share their sources: all that ask the same with the same rights, however they are named. Each reader begins behind: at its own
 * cursor, with whoever has the same. When it has been told all that it missed it goes over to the one source that all of its kind share, exactly
 * at the place where it is; the first to come that far becomes that source. What has no cursor is each reader's own.
 */
export class SharedRuns {
  private readonly groups = new WeakMap<Executor, Map<string, Group>>()
  private readonly options: SharedRunsOptions

  constructor(options: SharedRunsOptions) {
    this.options = options
  }

  /** Resolves when it is open, with null, or with why it is refused, which the reader is told as well. */
  async subscribe(reader: Reader, { visit, request, caller, mask }: Subscribing): Promise<Answer | null> {
    const sharing = await visit.executor.sharing(request)
    if (!sharing) return this.alone(reader, { open: () => visit.subscribe(request), mask })
    // Never anybody's token: one who is put out does not end it for the others.
    const shared = caller && {
      ...rightsOf(caller),
      actor: { kind: 'SYSTEM' as const, id: null, name: 'live', email: null },
      expiresAt: null,
    }
    const open = async () => {
      const own = visit.another()
      const sign = shared && (() => this.options.sign(shared))
      const answers = await own.subscribe({ ...request, from: sharing.after, ...(sign ? { sign } : {}) })
      return whole(answers, () => own.end())
    }
    const groups = this.groups.get(visit.executor) ?? new Map<string, Group>()
    this.groups.set(visit.executor, groups)
    const key = JSON.stringify([caller && rightsOf(caller), sharing.key])
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { shared: null, behind: new Map(), runs: 0 }))
    return this.join(
      reader,
      group,
      { place: JSON.stringify(sharing.after ?? null), forget: () => groups.delete(key) },
      { open, mask },
    )
  }

  private join(
    reader: Reader,
    group: Group,
    at: { place: string; forget(): void },
    source: Source,
  ): Promise<Answer | null> {
    const known = group.behind.get(at.place)
    if (known?.join(reader)) return known.opened
    const run = this.begin(group, at, source)
    group.behind.set(at.place, run)
    run.join(reader)
    return run.opened
  }

  private alone(reader: Reader, source: Source): Promise<Answer | null> {
    const { onSlow, onSource } = this.options
    onSource(1)
    const run = new Run({ ...source, onSlow, onCaughtUp: () => {}, onEnd: () => onSource(-1) })
    run.join(reader)
    return run.opened
  }

  private begin(group: Group, { place, forget }: { place: string; forget(): void }, source: Source): Run {
    const { onSlow, onSource } = this.options
    onSource(1)
    group.runs += 1
    const isNoMoreBehind = (run: Run) => {
      if (group.behind.get(place) === run) group.behind.delete(place)
    }
    return new Run({
      ...source,
      onSlow,
      onCaughtUp: (run, sequence) => {
        isNoMoreBehind(run)
        if (group.shared) return void run.handOver(group.shared, sequence)
        group.shared = run
        run.isShared = true
      },
      onEnd: run => {
        onSource(-1)
        isNoMoreBehind(run)
        if (group.shared === run) group.shared = null
        group.runs -= 1
        if (group.runs === 0) forget()
      },
    })
  }
}

/** Answers that tell when they are over, whoever ends them. */
function whole(
  answers: Answer | AsyncGenerator<Answer, void, void>,
  onEnd: () => void,
): Answer | AsyncGenerator<Answer, void, void> {
  if (!(Symbol.asyncIterator in answers)) {
    onEnd()
    return answers
  }
  const over = (step: IteratorResult<Answer, void>) => {
    if (step.done) onEnd()
    return step
  }
  const told: AsyncGenerator<Answer, void, void> = {
    next: async () => over(await answers.next()),
    return: async () => over(await answers.return()),
    throw: error => answers.throw(error),
    [Symbol.asyncIterator]: () => told,
    [Symbol.asyncDispose]: async () => void (await told.return()),
  }
  return told
}
