import type { z } from 'zod'
import type { Config } from './card.ts'
import type { HttpRequest } from './request.ts'

/** What a governance action acts on; APP is a setting of the whole app. */
export type ActionTarget = 'ACCOUNT' | 'RESOURCE' | 'GRANT' | 'APP'

/** REVERSIBLE can be taken back without a trace; DISRUPTIVE interrupts work but loses nothing; DESTRUCTIVE removes for good. */
export type ActionEffect = 'REVERSIBLE' | 'DISRUPTIVE' | 'DESTRUCTIVE'

/** What the functions of an action get. */
export interface ActionInput {
  config: Config
  /** The target as the inventory knows it: at least `externalId`, for accounts also `email` and `displayName`. */
  target: { externalId: string; email?: string; displayName?: string }
  /** Parsed by the action's `input`. */
  parameters: Record<string, unknown>
}

/** What a confirm read showed. */
export interface Confirmation {
  done: boolean
  /** What was seen, one sentence. */
  result: string
}

/** A governance action: what it is, the request that does it, the read that confirms it, the request that takes it back. */
export interface Action {
  /** Unique in the connector, such as `suspend-user`. */
  name: string
  title: string
  description: string
  target: ActionTarget
  effect: ActionEffect
  /** Right that it needs beyond those for reading; null when none. */
  scope: string | null
  /** Parameters. */
  input: z.ZodObject
  request: (input: ActionInput) => HttpRequest
  /** Where the vendor can be asked whether it holds. `judge` gets the input of the request too (which of several keys it was about). */
  confirm?: {
    request: (input: ActionInput) => HttpRequest
    judge: (answer: { status: number; body: unknown }, input?: ActionInput) => Confirmation
  }
  /** Where it can be taken back. */
  undo?: {
    request: (input: ActionInput) => HttpRequest
    judge?: (answer: { status: number; body: unknown }, input?: ActionInput) => Confirmation
  }
}

/** Keeps literal types and gives one place to find every action. */
export function defineAction(action: Action): Action {
  return action
}
