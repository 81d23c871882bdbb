import {
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import { Answer } from './answer.ts'
import type { Data } from './data.ts'
import { toClientPath } from './client-path.ts'
import { chooseOperation, Documents, type PreparedDocument } from './document.ts'
import { introspect } from './introspection.ts'
import { DEFAULT_LIMITS, tooMuch, type Limits } from './limits.ts'
import { nullErrors } from './null-errors.ts'
import type { ResumeOptions } from './lasting-events.ts'
import { prepareOperation, type PreparedOperation } from './prepared-operation.ts'
import type { OnFetch, Run, Watch } from './run.ts'
import { openEvents } from './subscription.ts'
import { loadSupergraph, type Supergraph } from './supergraph.ts'
import type { Transport } from './transport.ts'

export interface ExecutorOptions {
  supergraphSdl: string
  /** One for each subgraph, by the name it was composed with. A missing one answers UNAVAILABLE. */
  transports: ReadonlyMap<string, Transport>
  limits?: Partial<Limits>
  /** Documents kept with their plans; default 2,000. */
  cachedDocuments?: number
  onFetch?: OnFetch
  /** What is done when the source of a subscription breaks. */
  resume?: ResumeOptions
}

export interface ExecuteRequest {
  /** Text, or an AST that `prepare` of the same executor handed out. */
  document: string | DocumentNode
  variables?: Data | null | undefined
  operationName?: string | null | undefined
  /** Signs the caller for the subgraphs; asked once per operation and once per event, since signatures are short-lived. */
  sign?: (() => Promise<string>) | undefined
  signal?: AbortSignal | undefined
  /** Where a subscription goes on instead of the cursor that it asks for. */
  from?: unknown
  /** Ends a subscription as its source would, and leaves everything else alone. */
  until?: AbortSignal | undefined
  watch?: Watch | undefined
}

export function createExecutor(options: ExecutorOptions): Executor {
  return new Executor(options)
}

/** Answers operations on a supergraph by asking its subgraphs. */
export class Executor {
  private readonly supergraph: Supergraph
  private readonly documents: Documents
  private readonly limits: Limits
  private readonly transports: ReadonlyMap<string, Transport>
  private readonly onFetch: OnFetch | undefined
  private readonly resume: ResumeOptions

  constructor(options: ExecutorOptions) {
    this.supergraph = loadSupergraph(options.supergraphSdl)
    this.limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.documents = new Documents(this.supergraph.schema, this.limits, options.cachedDocuments ?? 2_000)
    this.transports = options.transports
    this.onFetch = options.onFetch
    this.resume = options.resume ?? {}
  }

  /** The schema that clients see. */
  get schema(): GraphQLSchema {
    return this.supergraph.schema
  }

  /** Names of the subgraphs with their addresses as composed; an address may be empty. */
  get subgraphs(): ReadonlyMap<string, string> {
    return this.supergraph.subgraphs
  }

  /** Parses and validates, or finds it in the cache; throws a GraphQLError when the text does not parse. */
  prepare(text: string): PreparedDocument {
    return this.documents.prepare(text)
  }

  /** What `prepare` knows of an AST that it handed out. */
  prepared(ast: DocumentNode): PreparedDocument {
    return this.documents.of(ast)
  }

  /** Runs a query or mutation. Never rejects but with the signal's reason, when the request was given up. */
  async execute(request: ExecuteRequest): Promise<Answer> {
    const ready = await this.ready(request)
    if (ready instanceof Answer) return ready
    const { prepared, variables } = ready
    if (prepared.source)
      return refusal([new GraphQLError('A subscription wants graphql-ws, or `accept: text/event-stream`.')])
    const run = await this.newRun(variables, request, request.signal)
    await prepared.run(run)
    return this.finish(prepared, run)
  }

  /** Runs a subscription: its answers one by one, or one answer when it is refused. Ends when a signal aborts or by `return()`. */
  async subscribe(request: ExecuteRequest): Promise<Answer | AsyncGenerator<Answer, void, void>> {
    const ready = await this.ready(request)
    if (ready instanceof Answer) return ready
    const { prepared, variables } = ready
    const { source } = prepared
    if (!source) return this.execute(request)
    return openEvents({
      source: source.events,
      variables,
      from: request.from,
      sign: request.sign,
      until: [request.signal, request.until],
      transports: this.transports,
      resume: this.resume,
      onFetch: this.onFetch,
      answer: async (event, signal) => {
        const run = await this.newRun(variables, request, signal)
        source.take(run, event)
        await prepared.run(run)
        return this.finish(prepared, run)
      },
    })
  }

  /**
   * How a subscription can share its source with others that ask the same: its key, which says all that is asked for but the cursor, and the
   * cursor. Null when it cannot, or is to be refused.
   */
  async sharing(request: ExecuteRequest): Promise<{ key: string; after: unknown } | null> {
    const ready = await this.ready(request)
    if (ready instanceof Answer) return null
    const { source } = ready.prepared
    if (!source?.shareKey) return null
    return { key: source.shareKey(ready.variables), after: source.events.asked(ready.variables) }
  }

  private async ready(request: ExecuteRequest): Promise<Answer | { prepared: PreparedOperation; variables: Data }> {
    const begun = performance.now()
    try {
      const document =
        typeof request.document === 'string' ? this.prepare(request.document) : this.documents.of(request.document)
      if (document.errors.length) return refusal(document.errors)
      const operation = chooseOperation(document, request.operationName)
      const coerced = getVariableValues(this.schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
        maxErrors: 10,
      })
      if (coerced.errors) return refusal(coerced.errors.map(badVariable))
      return { prepared: await this.operation(document, operation), variables: coerced.coerced }
    } catch (error) {
      // Without a code it is a fault of ours, such as a plan that cannot be read: the masking hides it and logs it.
      return refusal([error instanceof GraphQLError ? error : new GraphQLError((error as Error).message)])
    } finally {
      request.watch?.prepared(performance.now() - begun)
    }
  }

  private operation(document: PreparedDocument, operation: PreparedOperation['operation']): Promise<PreparedOperation> {
    const name = operation.name?.value ?? ''
    let prepared = document.operations.get(name)
    if (!prepared) {
      prepared = prepareOperation(document, operation, this.supergraph, this.limits)
      document.operations.set(name, prepared)
      // One failure, such as a planner out of time, is not the last word on the document.
      prepared.catch(() => document.operations.delete(name))
    }
    return prepared
  }

  private async newRun(variables: Data, request: ExecuteRequest, signal: AbortSignal | undefined): Promise<Run> {
    const { transports } = this
    const { watch } = request
    const onFetch = watch ? both(this.onFetch, watch) : this.onFetch
    return { data: {}, errors: [], variables, signedCaller: await request.sign?.(), signal, transports, onFetch }
  }

  private finish(prepared: PreparedOperation, run: Run): Answer {
    if (prepared.introspection) {
      const local = introspect(this.schema, prepared.introspection, run.variables)
      Object.assign(run.data, local.data)
      run.errors.push(...(local.errors ?? []).map(error => error.toJSON()))
    }
    const { data, violations, cost } = prepared.projection.write(run.data, run.variables)
    if (!violations && !run.errors.length) return new Answer(data, run.errors, cost)
    const { operation, fragments, projection } = prepared
    const errors = run.errors.map(error => toClientPath(error, operation.selectionSet, fragments))
    if (violations) errors.push(...nullErrors(projection.trace(run.data, run.variables), errors))
    return new Answer(data, errors, cost)
  }
}

function both(onFetch: OnFetch | undefined, watch: Watch): OnFetch {
  return fetch => {
    onFetch?.(fetch)
    watch.fetched(fetch)
  }
}

function refusal(errors: readonly GraphQLError[]): Answer {
  return new Answer(null, errors.map(toFormatted))
}

function toFormatted(error: GraphQLError): GraphQLFormattedError {
  return error.toJSON()
}

function badVariable(error: GraphQLError | RangeError): GraphQLError {
  // graphql-js goes into them by recursion and hands on whatever comes of it.
  if (error instanceof RangeError) return tooMuch('The variables nest too deeply. Send less deep ones.')
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT' },
  })
}
