export { createHost } from './host.ts'
export type { Host, HostCounters, HostOptions, TryOut, Tried } from './host.ts'
export { loadConnector, loadConnectors } from './connector-registry.ts'
export type { FailedConnector, LoadedConnector, LoadOptions, ReadyConnector } from './connector-registry.ts'
export type {
  ActionData,
  CardData,
  CheckData,
  ConnectorDescription,
  ListingData,
  ReadData,
  StreamData,
} from './description.ts'
export { describeConnector } from './describe.ts'
export { withUsual } from './left-out.ts'
export { touchProblems } from './touch-problems.ts'
export type {
  AccountPart,
  ListedRow,
  Messages,
  MessageKind,
  RowAnswer,
  Runner,
  SandboxState,
  Source,
  Touched,
} from './messages.ts'
export { InProcessRunner } from './runner.ts'
export { SandboxRunner } from './sandbox/sandbox-runner.ts'
export type { SandboxOptions } from './sandbox/sandbox-runner.ts'
export { DEFAULT_LIMITS } from './sandbox/limits.ts'
export type { SandboxLimits } from './sandbox/limits.ts'
export type { DescriptionCache } from './description-cache.ts'
export { integrityOf, isIntegrity } from './package/integrity.ts'
export { inspectPackage } from './package/inspect-package.ts'
export { PackageRefused } from './package/package-refused.ts'
export { packFolder, PackageStore } from './package/package-store.ts'
export { DEFAULT_REGISTRY, fetchTarball } from './package/registry.ts'
export { isVersion } from './package/version-range.ts'
export { normaliseLines, readLines } from './normalise-lines.ts'
export type { NormalisedLine, ReadLine } from './normalise-lines.ts'
export { Normaliser } from './normalise.ts'
export type { NormalActivity } from './normalise.ts'
export { toOcsf } from './ocsf.ts'
export type { OcsfEvent } from './ocsf.ts'
export { CRASH_STEPS } from './crash-point.ts'
export type { CrashPoint, CrashStep } from './crash-point.ts'
export { systemClock } from './clock.ts'
export type { Clock } from './clock.ts'
export type { Log } from './log.ts'
export { HostError, isLeaseLost, problemOf } from './host-error.ts'
export { BEFORE_FIRST, KINDS_OF } from './inventory/place.ts'
export type { InventoryPlace, InventoryRun, Phase } from './inventory/place.ts'
export type { Feed, InventoryCommit, InventoryStore, ListedObject } from './inventory/inventory-store.ts'
export { audienceOf, exposureOf, outsideDomainsOf, PERSONAL_MAIL } from './inventory/exposure.ts'
export type { Audience, Exposure } from './inventory/exposure.ts'
export { assessStored } from './assess-stored.ts'
export type { CheckResult, Evidence } from './assess.ts'
export { MisfitError, type ActRequest, type ActResult } from './act.ts'
export { parametersOf } from './assessment/parameters-of.ts'
export type { ParametersByCheck } from './assessment/parameters-of.ts'
export { judgeRows } from './assessment/judge-rows.ts'
export type { Fragment } from './assessment/fragment.ts'
export type { ShownRequest } from './client.ts'
export type { Sampled, SampledAnswer, SampleOptions } from './sample.ts'
export type { Received } from './intake/receive.ts'
export type { PushedRequest } from './intake/pushed-request.ts'
export type { Meter } from './meter.ts'
export { liveFromOf } from './reader.ts'
export { freshSecret, isSecret, type ConsentAsk } from './auth/consent.ts'
export type { ScopeVerdict } from './check-scopes.ts'
export { readTime } from './time.ts'
export type * from './ports.ts'
export { blankPaths } from './redact.ts'
