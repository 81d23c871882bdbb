import type { Org, Table } from './tables.ts'

const ALL = 'EventIdentifier EventDate UserId Username SourceIp SessionKey LoginKey'
/** What transaction security policies look at. */
const REVIEWED = 'PolicyId PolicyOutcome EvaluationTime'
const THREAT = `${REVIEWED} Id CreatedDate Score Summary SecurityEventData`

/** What is told newest first. */
const stored =
  (object: string): Table['rows'] =>
  ({ realTime }: Org) =>
    (realTime.get(object) ?? []).toReversed()

/** Big objects can be asked by the columns of their index alone. */
const big = (object: string, columns: string): [string, Table] => [
  object,
  { columns: `${ALL} ${columns}`, rows: stored(object), index: ['EventDate', 'EventIdentifier'] },
]
/** Findings are kept in usual objects. */
const threat = (object: string, columns = ''): [string, Table] => [
  object,
  { columns: `${ALL} ${THREAT} ${columns}`.trim(), rows: stored(object) },
]

/** Objects of real-time event monitoring. */
export const realTimeTables: Record<string, Table> = Object.fromEntries([
  big('ReportEvent', `${REVIEWED} Operation ReportId Name RowsProcessed QueriedEntities Format`),
  big('ListViewEvent', `${REVIEWED} ListViewId Name DeveloperName RowsProcessed QueriedEntities`),
  big('FileEventStore', `${REVIEWED} FileAction DocumentId VersionId FileName FileType ContentSize`),
  big('BulkApiResultEventStore', `${REVIEWED} Query`),
  big('LoginAsEvent', 'DelegatedUsername DelegatedOrganizationId LoginAsCategory Application Browser Platform'),
  threat('ApiAnomalyEventStore', 'Operation QueriedEntities RequestIdentifier RowsProcessed Uri UserAgent'),
  threat('CredentialStuffingEventStore', 'AcceptLanguage LoginType LoginUrl UserAgent'),
  threat('GuestUserAnomalyEventStore', 'RequestedEntities SoqlCommands TotalControllerEvents UserAgent'),
  threat('LoginAnomalyEventStore'),
  threat('ReportAnomalyEventStore', 'Report'),
  threat('SessionHijackingEventStore', 'CurrentIp CurrentUserAgent PreviousIp PreviousUserAgent'),
])
