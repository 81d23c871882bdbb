interface RealTimeObject {
  /** What it has and is asked for beside what all have. */
  columns: string[]
  /** Types of log lines that tell the same hours later: whoever reads the object leaves these out. */
  lines: string[]
}

const REVIEWED = 'PolicyOutcome'

/** Big objects of real-time event monitoring: they can be asked by the time of the event alone. */
export const bigObjects = {
  ReportEvent: {
    columns: [REVIEWED, 'Operation', 'ReportId', 'Name'],
    lines: ['Report', 'ReportExport', 'AsyncReportRun', 'MultiBlockReport', 'ReportEventStore'],
  },
  ListViewEvent: { columns: [REVIEWED, 'ListViewId', 'Name'], lines: ['ListViewEventStore'] },
  FileEventStore: { columns: [REVIEWED, 'FileAction', 'DocumentId', 'FileName'], lines: ['ContentTransfer'] },
  BulkApiResultEventStore: { columns: [REVIEWED], lines: ['BulkApiResultEventStore'] },
  LoginAsEvent: { columns: ['DelegatedUsername'], lines: ['LoginAs'] },
} satisfies Record<string, RealTimeObject>

const finding = (name: string, ...columns: string[]): RealTimeObject => ({ columns, lines: [name] })

/** Objects that keep what Salesforce itself found; some time lies between what is found and the finding. */
export const findingObjects = {
  ApiAnomalyEventStore: finding('ApiAnomalyEventStore', 'UserAgent'),
  CredentialStuffingEventStore: finding('CredentialStuffingEventStore', 'UserAgent'),
  GuestUserAnomalyEventStore: finding('GuestUserAnomalyEventStore', 'UserAgent'),
  LoginAnomalyEventStore: finding('LoginAnomalyEventStore'),
  ReportAnomalyEventStore: finding('ReportAnomalyEventStore'),
  SessionHijackingEventStore: finding('SessionHijackingEventStore'),
}

export const bigNames = Object.keys(bigObjects) as (keyof typeof bigObjects)[]
export const findingNames = Object.keys(findingObjects) as (keyof typeof findingObjects)[]
export const realTimeNames = [...bigNames, ...findingNames]

export const realTimeObject = (name: string): RealTimeObject =>
  ({ ...bigObjects, ...findingObjects })[name as (typeof realTimeNames)[number]]

/** Those of some objects that the configuration names. */
export const chosen =
  (names: readonly string[]) =>
  (config: Record<string, unknown>): string[] =>
    names.filter(name => (config.realTimeEvents as string[]).includes(name))
