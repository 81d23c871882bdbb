// What is used outside the subgraph: judging events without a database.
export type { PolicyRow } from '../policy/policy.entity.ts'
export { compilePolicy, type Compilable } from './compile.ts'
export { Engine, type Batch, type Found, type Judged } from './engine.ts'
export { JudgedEvent } from './event.ts'
export { builtInPolicies, detectorPolicies, sigmaPolicies, type RefusedDocument, type SigmaText } from './offline.ts'
export { compilePredicate } from './predicate/predicate.ts'
export { scanEveryGate } from './scan.ts'
export type { ShardState } from './state.ts'
