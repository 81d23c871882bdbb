import type { ActionSubject, Judgement } from '@casbah/sdk'
import type {
  ConsentAsk,
  HostedApp,
  HostProblem,
  PushedRequest,
  ReadyConnector,
  Received,
  ScopeVerdict,
  Session,
  Tried,
  TryOut,
  Fragment,
} from '@casbah/host'
import type { AssessOrder } from './assess-order.ts'

/** What one check of an assessment found. */
export interface CheckResult {
  /** Name of the check in its connector. */
  check: string
  status: Judgement['status'] | 'MANUAL' | 'ERROR'
  message: string
  subjects: NonNullable<Judgement['subjects']>
  /** How many fail and were judged, where `subjects` are not all. */
  counts?: { failing: number; evaluated: number }
  evidence: { read: string; endpoint: string; time: number; hash: string; values: Record<string, unknown> }[]
}

/** What an assessment found, and the raw answers that it was judged by. */
export interface Assessment {
  results: CheckResult[]
  fragments: Fragment[]
}

/** One governance action for the host. */
export interface ActionOrder {
  /** Name of the action in its connector. */
  action: string
  mode: 'dry-run' | 'run' | 'confirm' | 'undo' | 'confirm-undo'
  target: ActionSubject
  parameters: Record<string, unknown>
  /** For `undo`: what was remembered when it was carried out. */
  remembered?: unknown
  /** For `run`: keeps what taking it back will need; nothing is sent before. */
  onRemember?: (remembered: unknown) => Promise<void>
  /** For `run` and `undo`: told what is about to be sent; when it rejects, nothing is. */
  onSend?: (request: Record<string, unknown>) => Promise<void>
}

/** How it went. */
export interface ActionAnswer {
  /** Method, address and body that were or would be sent, secrets blanked. */
  request: Record<string, unknown> | null
  /**
   * `shown`: nothing was sent. `sent`: done as far as the vendor's answer tells, there is no read to confirm it.
   * `confirmed`, `denied`: as the confirm read tells. `unknown`: the vendor may have done it, and could not be asked yet.
   * `unaskable`: it was to be confirmed, and there is no such read. `unsent`: not done, since the vendor could not be reached or had no time;
   * the same order may be tried again. `failed`: not done, and somebody has to mend something first.
   */
  outcome: 'shown' | 'sent' | 'confirmed' | 'denied' | 'unknown' | 'unaskable' | 'unsent' | 'failed'
  /** What the confirm read showed. */
  result: string | null
  problem: HostProblem | null
  /** What is wrong with single parameters; the path goes from the outside in. */
  misfits?: { path: string[]; message: string }[]
}

/** It could not be done; the operator can mend it or the vendor will. */
export interface Failed {
  problem: HostProblem
}

/** The connector host as this subgraph uses it. What fails rejects with an error that `problemOf` of the host turns into words to show. */
export interface ConnectorHost {
  /** Takes up a connector in place of the one with its slug; the ids of apps that it stopped and that go on with `start`. */
  load(connector: ReadyConnector): Promise<string[]>
  /** Forgets a connector that no app uses. */
  unload(slug: string): Promise<void>
  /** Reads the app's streams from their checkpoints on. */
  start(app: HostedApp): Promise<void>
  /** Ends after the step in hand. */
  stop(app: string): Promise<void>
  /** Goes on with new credentials; nothing that reads ends. */
  swap(app: HostedApp): Promise<void>
  syncNow(app: string, streams: string[] | null): Promise<void>
  /** What comes with credentials that are good and that no app has yet. */
  tryOut(app: HostedApp, given?: TryOut): Promise<Tried | Failed>
  /** Which of these rights an app's credentials have. */
  checkScopes(app: HostedApp, scopes: string[]): Promise<{ scopes: ScopeVerdict[] } | Failed>
  /** Where to send an administrator's browser to consent. */
  consentAddress(app: HostedApp, ask: ConsentAsk): Promise<{ url: string } | Failed>
  /** What a consent's code is good for. */
  redeem(
    app: HostedApp,
    answer: { code: string; verifier: string; redirectUri: string },
  ): Promise<{ session: Session } | Failed>
  /** Reads accounts, groups and domains into the store for at most so long; whether it came to the end. */
  inventory(app: HostedApp, mostMs: number): Promise<boolean>
  /** Rejects, without anything, when the signal ends it. */
  assess(app: HostedApp, order: AssessOrder, signal: AbortSignal): Promise<Assessment>
  act(app: HostedApp, order: ActionOrder): Promise<ActionAnswer>
  /** Reads what a vendor pushed for a stream, in whichever process; rejects with a HostError. */
  receive(app: HostedApp, stream: string, request: PushedRequest): Promise<Received>
  close(): Promise<void>
}
