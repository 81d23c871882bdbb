const THREAT = ['Summary']

/**
 * Objects that real-time event monitoring fills, with the columns that they have beside those that all have, and the types of log lines that tell the
 * same hours later: whoever reads the object leaves these out.
 */
export const realTimeObjects = {
  ReportEvent: {
    columns: ['Operation', 'ReportId', 'Name'],
    lines: ['Report', 'ReportExport', 'AsyncReportRun', 'MultiBlockReport', 'ReportEventStore'],
  },
  ListViewEvent: { columns: ['ListViewId', 'Name'], lines: ['ListViewEventStore'] },
  FileEventStore: { columns: ['FileAction', 'DocumentId', 'FileName'], lines: ['ContentTransfer'] },
  BulkApiResultEventStore: { columns: [], lines: ['BulkApiResultEventStore'] },
  LoginAsEvent: { columns: ['DelegatedUsername'], lines: ['LoginAs'] },
  ApiAnomalyEventStore: { columns: [...THREAT, 'UserAgent'], lines: ['ApiAnomalyEventStore'] },
  CredentialStuffingEventStore: { columns: [...THREAT, 'UserAgent'], lines: ['CredentialStuffingEventStore'] },
  GuestUserAnomalyEventStore: { columns: [...THREAT, 'UserAgent'], lines: ['GuestUserAnomalyEventStore'] },
  LoginAnomalyEventStore: { columns: THREAT, lines: ['LoginAnomalyEventStore'] },
  ReportAnomalyEventStore: { columns: THREAT, lines: ['ReportAnomalyEventStore'] },
  SessionHijackingEventStore: { columns: THREAT, lines: ['SessionHijackingEventStore'] },
} satisfies Record<string, { columns: string[]; lines: string[] }>

export type RealTimeObject = keyof typeof realTimeObjects

export const realTimeNames = Object.keys(realTimeObjects) as RealTimeObject[]
