import { CasbahError, type Caller } from '@casbah/kit'
import { GraphQLError, type DocumentNode, type OperationDefinitionNode } from 'graphql'
import type { Data } from '../executor/data.ts'
import { chooseOperation, type Executor } from '../executor/index.ts'
import type { Metrics } from '../metrics.ts'
import { Budgets, DEFAULT_COST_LIMITS, type Charge, type CostLimits, type Left } from './budgets.ts'
import { compileEstimate, type Estimate } from './estimate.ts'

/** `extensions.cost` of an answer. */
export interface CostReport {
  /** Points by the operation's text and variables, before it ran. */
  requested: number
  /** Points by the objects that were really answered; 0 when it did not run. */
  actual: number
  /** Points left in the token's window after this operation. */
  remaining: number
  /** When the window ends, RFC 3339. */
  resetAt: string
}

/** An operation as it was asked for. */
export interface CostedRequest {
  /** The one that prepared the document: a token's budget outlives a change of the supergraph, prices do not. */
  executor: Executor
  document: DocumentNode
  operationName?: string | null | undefined
  variables?: Data | null | undefined
}

/** An operation that may run. */
export interface Admitted {
  /** Who runs it; with his limits when the operation asks for them. */
  caller: Caller
  /** Settles what it cost; `null` for what is paid as it was requested, such as a subscription. */
  done(actual: number | null): CostReport
}

/** An operation that may not, and why. */
export interface Refused {
  refusal: GraphQLError
  report: CostReport
  /** Until the window ends, when that helps; null when only another operation does. */
  retryAfterSeconds: number | null
}

/** Prices each operation before it runs and holds each token to its limits. */
export class CostControl {
  private readonly estimates = new WeakMap<OperationDefinitionNode, Estimate>()
  private readonly limits: CostLimits
  private readonly budgets: Budgets
  private readonly metrics: Metrics
  private readonly now: () => number

  constructor(metrics: Metrics, limits: Partial<CostLimits> = {}, now: () => number = Date.now) {
    this.metrics = metrics
    this.limits = { ...DEFAULT_COST_LIMITS, ...limits }
    this.budgets = new Budgets(this.limits.windowCost, now)
    this.now = now
  }

  /** Takes the points of an operation; throws a GraphQLError when the document has no such operation. */
  admit(request: CostedRequest, caller: Caller): Admitted | Refused {
    const { executor } = request
    const prepared = executor.prepared(request.document)
    const operation = chooseOperation(prepared, request.operationName)
    let estimate = this.estimates.get(operation)
    if (!estimate) {
      estimate = compileEstimate(operation, prepared.fragments, executor.schema)
      this.estimates.set(operation, estimate)
    }
    const refuse = (refusal: GraphQLError, requested: number, retryAfterSeconds: number | null = null): Refused => ({
      refusal,
      report: reportOf(requested, 0, this.budgets.left(caller)),
      retryAfterSeconds,
    })
    let requested: number
    try {
      requested = estimate.cost(request.variables ?? {})
    } catch (error) {
      if (error instanceof GraphQLError) return refuse(error, 0)
      throw error
    }
    this.metrics.cost('requested', operation.operation, requested)
    const { operationCost } = this.limits
    if (requested > operationCost) return refuse(tooDear(requested, operationCost), requested)
    const charge = this.budgets.take(caller, requested)
    if (!charge) {
      const left = this.budgets.left(caller)
      const seconds = Math.max(1, Math.ceil((left.resetAt - this.now()) / 1000))
      return refuse(usedUp(requested, left), requested, seconds)
    }
    return {
      caller: estimate.asksForLimits ? { ...caller, limits: charge.left() } : caller,
      done: actual => this.settle(charge, operation, requested, actual ?? requested),
    }
  }

  private settle(
    charge: Charge,
    { operation }: OperationDefinitionNode,
    requested: number,
    actual: number,
  ): CostReport {
    charge.settle(actual)
    this.metrics.cost('actual', operation, actual)
    return reportOf(requested, actual, charge.left())
  }
}

function usedUp(cost: number, { limit, remaining, resetAt }: Left): GraphQLError {
  const at = new Date(resetAt).toISOString()
  const message = `The operation costs ${cost} points; of ${limit} a minute ${remaining} are left until ${at}. Wait until then, or ask for less.`
  return new CasbahError('RATE_LIMITED', message, { cost, limit, remaining, resetAt: at })
}

function tooDear(cost: number, limit: number): GraphQLError {
  return new CasbahError(
    'BAD_USER_INPUT',
    `The operation costs ${cost} points; at most ${limit} are answered at once. Ask for smaller pages (\`first\`), for fewer lists inside lists, or split it into several operations.`,
    { cost, limit },
  )
}

function reportOf(requested: number, actual: number, { remaining, resetAt }: Left): CostReport {
  return { requested, actual, remaining, resetAt: new Date(resetAt).toISOString() }
}
