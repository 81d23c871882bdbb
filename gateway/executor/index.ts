export { Answer } from './answer.ts'
export { chooseOperation, type PreparedDocument } from './document.ts'
export { Executor, createExecutor, type ExecuteRequest, type ExecutorOptions } from './executor.ts'
export { DEFAULT_LIMITS, type Limits } from './limits.ts'
export type { ResumeOptions } from './lasting-events.ts'
export type { FetchEnd, OnFetch, Watch } from './run.ts'
export {
  SubgraphFailure,
  type FetchContext,
  type SubgraphFetch,
  type SubgraphResult,
  type Transport,
} from './transport.ts'
export { httpTransport, type HttpTransportOptions } from './transport-http.ts'
export { inProcessTransport } from './transport-in-process.ts'
export { withCircuitBreaker, type CircuitBreakerOptions } from './with-circuit-breaker.ts'
export { withDedup } from './with-dedup.ts'
export { withRetry, type RetryOptions } from './with-retry.ts'
