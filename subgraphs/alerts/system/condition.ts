import type { DeadLetters, Severity, StreamHealth } from '@casbah/kit'
import type { z } from 'zod'
import type { ExplanationData } from '../detection/detector.ts'
import type { KnownApp } from './health.ts'

/** Policies that cannot work for one reason. */
export interface NotReady {
  /** What is wrong and what to do, as sentences. */
  message: string
  /** Their names. */
  policies: string[]
}

/** What a tenant's condition is judged by. Times in epoch ms. */
export interface SystemFacts {
  now: number
  /** Since when this process has looked: before, it cannot tell a silence from its own absence. */
  watchedSince: number
  apps: readonly KnownApp[]
  notReady: readonly NotReady[]
  /** Of the last day. */
  deadLetters: readonly DeadLetters[]
}

/** Something that is wrong now. Equal keys of one policy are the same problem. */
export interface Problem {
  key: string
  /** Id and connector of the app; null for one of the whole tenant. */
  app: Pick<KnownApp, 'app' | 'connector'> | null
  severity: Severity
  title: string
  /** What is wrong since when, what is not seen meanwhile, and what to do. */
  summary: string
  conditions: ExplanationData['conditions']
  measures: ExplanationData['measures']
  /** An open alert takes title and explanation anew when this differs. */
  print: string
  /** For how long it must have been seen before it is raised, ms. */
  holdMs: number
  /** What is remembered of it while it lasts. */
  detail: Record<string, number>
}

/** What a policy of kind SYSTEM can look for. */
export interface ConditionKind<P = unknown> {
  /** As `definition.condition` names it. */
  name: string
  parameters: z.ZodType<P>
  /** Said when it ends, as a sentence. */
  over: string
  /** What is wrong now. `known`: what is remembered of a problem that was there at the last look; null when it was not. */
  judge(facts: SystemFacts, parameters: P, severity: Severity, known: Known): Problem[]
}

export type Known = (key: string) => Record<string, number> | null

export function defineCondition<P>(kind: ConditionKind<P>): ConditionKind<P> {
  return kind
}

/** States in which an app is read. */
const READ = new Set(['SYNCING', 'HEALTHY', 'DEGRADED'])

export const isRead = ({ state }: KnownApp) => READ.has(state)

/** The lower of the two. */
export const atMost = (severity: Severity, most: Severity): Severity =>
  RANK.indexOf(severity) < RANK.indexOf(most) ? severity : most

/** The higher of the two. */
export const atLeast = (severity: Severity, least: Severity): Severity =>
  RANK.indexOf(severity) > RANK.indexOf(least) ? severity : least

const RANK: readonly Severity[] = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

/** A moment for people, to the minute. */
export const momentOf = (time: number) => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A length for people, in its two largest units at most. */
export function lengthOf(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const parts = [counted(days, 'day'), counted(hours, 'hour'), counted(days ? 0 : rest, 'minute')]
  return parts.filter(part => part !== null).join(' ')
}

const counted = (n: number, unit: string) => (n ? `${n} ${unit}${n > 1 ? 's' : ''}` : null)

/** Names of streams, the first five. */
export function namesOf(streams: readonly Pick<StreamHealth, 'name'>[]): string {
  const names = streams.slice(0, 5).map(({ name }) => name)
  return streams.length > 5 ? `${names.join(', ')} and ${streams.length - 5} more` : names.join(', ')
}
