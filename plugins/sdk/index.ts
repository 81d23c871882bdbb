export { defineConnector, isConnector, PROTOCOL } from './connector.ts'
export type { Connector } from './connector.ts'
export type {
  AuthField,
  AuthKind,
  AuthScheme,
  ClientProof,
  Config,
  CredentialExpiry,
  FixedScheme,
  TokenUse,
} from './auth.ts'
export { entraAuth, entraTenant, GUID } from './entra-registration.ts'
export { entraOutcome } from './entra-outcome.ts'
export type { Card, FoundField, RateLimit, ThrottleSign, VendorScope } from './card.ts'
export type { HttpRequest, Query } from './request.ts'
export type { PageStyle, Place, RowFormat } from './page-style.ts'
export { defineStream } from './stream.ts'
export type {
  ExportedStream,
  IdSource,
  Order,
  PolledStream,
  PushedStream,
  Span,
  Stream,
  StreamRequest,
} from './stream.ts'
export type { Export, ExportAnswer, ExportRequest, ExportStep, Resume } from './export.ts'
export type { Intake, IntakeHandshake, IntakeSignature } from './intake.ts'
export type { ActivityDraft, ActorDraft, IpDraft, Outcome, Severity, TargetDraft } from './activity.ts'
export type { Vocabulary, Meaning } from './vocabulary.ts'
export { defineListing } from './inventory.ts'
export type {
  AccessDraft,
  AccountDraft,
  AccountStatus,
  ChangeFeed,
  DomainListing,
  GrantDraft,
  GrantListing,
  GroupDraft,
  GroupListing,
  Inventory,
  Listing,
  ListRequest,
  Parent,
  ResourceDraft,
  ResourceKind,
  ResourceListing,
} from './inventory.ts'
export { defineCheck } from './check.ts'
export type { Check, FrameworkRef, Judgement, ReadRequest, ReadSpec, SubjectDraft } from './check.ts'
export { benchmark, derived, stated } from './frameworks.ts'
export type { Requirements } from './frameworks.ts'
export { betweenOf, daysOf, mostOf, whole } from './whole.ts'
export type { Range } from './whole.ts'
export { settingIs, settingsAre, settingWithin } from './setting.ts'
export type { Bounds, Part, SettingWords, Wanted } from './setting.ts'
export { judgeListed } from './judge-listed.ts'
export type { ListedWords } from './judge-listed.ts'
export { judgeParsed } from './judge-parsed.ts'
export { judgeSubjects } from './judge-subjects.ts'
export type { Judged, ListWords } from './judge-subjects.ts'
export { judgeCount, judgeRowCount } from './judge-count.ts'
export type { CountWords, RowCountWords } from './judge-count.ts'
export { judgeIdle } from './judge-idle.ts'
export type { IdleWords, Seen } from './judge-idle.ts'
export { judgeRows, judgeTally, tallyOf } from './row-tally.ts'
export type { RowTally, RowWords } from './row-tally.ts'
export { defineAction } from './action.ts'
export type { Action, ActionEffect, ActionInput, ActionSubject, ActionTarget, Confirmation } from './action.ts'
export { confirmField, confirmGone, confirmListed, confirmNone } from './confirm.ts'
export type { ConfirmJudge, FieldIn } from './confirm.ts'
export { confirmRemoved, meantIn, removals, removeListed } from './remove-listed.ts'
export type { Removal, Selection } from './remove-listed.ts'
export { setField } from './set-field.ts'
export type { Thing } from './set-field.ts'
export { at } from './path.ts'
export { pathTo } from './path-to.ts'
export { translate } from './translate.ts'
export { emailIn, fullName } from './person.ts'
