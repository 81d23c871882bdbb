import type { ActionSubject, ActivityDraft, Connector } from '@casbah/sdk'
import type { Corpus } from '../corpus/corpus.ts'
import type { Vendor } from '../replay/vendor.ts'

/** How a stream's log is filled. */
export interface StreamFixture {
  /** The vendor's row number `index`, in the form that the emulated vendor's `emit` takes. */
  row(index: number, time: number): object
  /** Path, in the row as it is stored, of a text that tells rows apart. */
  marker: string
  /** Where several logs of a vendor are filled apart: which one. */
  partition?: string
  /** Rows of the main runs; 60 when left out. */
  rows?: number
}

/** How an action is tried. */
export interface ActionFixture {
  target: ActionSubject
  parameters?: Record<string, unknown>
  /** Makes the vendor's state one in which there is something to do. */
  before?(vendor: Vendor): void
}

/** How a check is made to fail; the emulated vendor as it comes must pass it, after `pass` where that is given. */
export interface CheckFixture {
  pass?(vendor: Vendor): void
  fail(vendor: Vendor): void
}

/** What the kit needs to know of a connector's vendor. */
export interface Fixtures {
  /** A vendor as it stands on the first day; `pageRows` bounds its pages where the vendor itself may give fewer than asked for. */
  vendor(options: { now: () => number; pageRows?: number }): Vendor
  /** By name, all streams that are polled or exported. */
  streams: Record<string, StreamFixture>
  /**
   * Where many streams are of one make, those that go through every trouble; what breaks one breaks these. All are read whole and go through chaos. All
   * streams when left out.
   */
  troubled?: string[]
  /** Vendor rows with what they must become, for the ones that matter. */
  samples?: { stream: string; row: object; activities: Partial<ActivityDraft>[] }[]
  /** Accounts, by what must be known of them at least. */
  accounts: Record<string, unknown>[]
  /** Resources, groups and grants, by what must be known of them at least, in the words of their drafts. */
  things?: Record<string, unknown>[]
  /** All checks by name. */
  checks: Record<string, CheckFixture>
  /** All actions by name. */
  actions: Record<string, ActionFixture>
  /** The audit actions that the vendor documents, where `coverage` counts them; null where the list is not at hand. */
  documentedActions?(): string[] | null
  /** What must be so of rows that others published; left out where nobody has. For `testCorpus`, and for the table of `casbah normalize`. */
  corpus?: Corpus
  /** Folder of the built package; what it imports is looked over. */
  folder: string
}

/** One thing that the kit found out, or the sentence why not. */
export interface Trial {
  /** Section, such as `stream`. */
  section: string
  /** States the behaviour. */
  name: string
  /** Rejects with a sentence when it is not so. */
  run(): Promise<void>
}

export interface Subject {
  connector: Connector
  fixtures: Fixtures
}

/** Rejects with all sentences at once. */
export function demand(problems: string[]): void {
  if (problems.length > 0) throw new Error(problems.slice(0, 20).join('\n'))
}
