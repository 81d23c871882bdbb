/** Where a connector's row holds the vendor's event, when it is not the row itself. */
const WITHIN: Readonly<Record<string, (row: Record<string, unknown>) => unknown>> = {
  // A look-up answers with the record as text within its own row.
  aws: row => (typeof row.CloudTrailEvent === 'string' ? JSON.parse(row.CloudTrailEvent) : row),
}

/** The vendor's event in a row that its connector read. */
export function recordOf(connector: string, row: unknown): unknown {
  const within = WITHIN[connector]
  return within && typeof row === 'object' && row !== null ? within(row as Record<string, unknown>) : row
}
