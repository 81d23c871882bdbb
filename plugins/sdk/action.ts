import { z } from 'zod'
import type { Config } from './auth.ts'
import type { ResourceKind } from './inventory.ts'
import type { HttpRequest } from './request.ts'

/** What a governance action acts on; APP is a setting of the whole app. */
export type ActionTarget = 'ACCOUNT' | 'RESOURCE' | 'GRANT' | 'APP'

/** REVERSIBLE can be taken back without a trace; DISRUPTIVE interrupts work but loses nothing; DESTRUCTIVE removes for good. */
export type ActionEffect = 'REVERSIBLE' | 'DISRUPTIVE' | 'DESTRUCTIVE'

/** What an action acts on, as the inventory knows it. */
export interface ActionSubject {
  externalId: string
  /** Accounts. */
  email?: string
  displayName?: string
  /** Resources: name with path, kind and the owner's e-mail address. */
  name?: string
  kind?: string
  owner?: string
  /** Grants: the third-party app, and the account that let it in. */
  clientId?: string
  account?: { externalId: string; email?: string }
}

/** What the functions of an action get. */
export interface ActionInput {
  config: Config
  target: ActionSubject
  /** Parsed by the action's `input`. */
  parameters: Record<string, unknown>
  /** The host's time, RFC 3339, for requests that must say until when they hold ("sessions from before now"); the host always gives it. */
  now?: string
  /** What `lookup` answered; undefined for an action without. */
  found?: { status: number; body: unknown }
  /** For the functions of `undo`: what `remember` gave when the action was carried out. */
  remembered?: unknown
}

/** What a confirm read showed. */
export interface Confirmation {
  /** Null when the answer does not tell, such as one without the field that would: it is asked again. */
  done: boolean | null
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
  /** For actions on resources: the kinds it is for; all when left out. */
  kinds?: ResourceKind[]
  effect: ActionEffect
  /**
   * How strongly it contains somebody, by which of two policies' actions on one target the stronger wins: 10 ends sessions, 20 interrupts,
   * 40 locks out or closes, 60 removes. By its effect when left out: DISRUPTIVE 20, REVERSIBLE 40, DESTRUCTIVE 60.
   */
  containment?: number
  /** Right that it needs beyond those for reading; null when none. */
  scope: string | null
  /** Rights that `lookup` and `confirm` need, where they are others than those of the listing that knows the target. */
  readScopes?: string[]
  /** Parameters. */
  input: z.ZodObject
  /** A read whose answer the other functions get as `found`, where the vendor wants more than an id (etags, ids of other objects, whole objects). */
  lookup?: (input: ActionInput) => HttpRequest
  /** Sent in their order, at most 100; the first that fails ends it. An empty list says that there is nothing to do. */
  request: (input: ActionInput) => HttpRequest | HttpRequest[]
  /** Statuses beyond 2xx that also mean done, such as 404 where something is removed. */
  answers?: number[]
  /** Fields of the answer that hold a new secret, such as a rotated key; blanked before anybody sees them. */
  secrets?: string[]
  /** Where the vendor can be asked whether it holds. `judge` gets the input of the request too (which of several keys it was about). */
  confirm?: {
    request: (input: ActionInput) => HttpRequest
    judge: (answer: { status: number; body: unknown }, input?: ActionInput) => Confirmation
  }
  /** Plain data, at most 16 kB and without secrets, that taking it back will need: what was there before. */
  remember?: (input: ActionInput) => unknown
  /** Where it can be taken back. */
  undo?: {
    request: (input: ActionInput) => HttpRequest | HttpRequest[]
    judge?: (answer: { status: number; body: unknown }, input?: ActionInput) => Confirmation
  }
}

/** Keeps literal types and gives one place to find every action. One without `input` takes no parameters. */
export function defineAction({ input = z.object({}), ...action }: Omit<Action, 'input'> & Partial<Action>): Action {
  return { ...action, input }
}
