type Row = Record<string, unknown>

/** Where a connector's row holds the vendor's event, when it is not the row itself, and what of it has names of its own that only lists tell. */
const WITHIN: Readonly<Record<string, (row: Row, part: number) => unknown>> = {
  // A look-up answers with the record as text within its own row.
  aws: row => (typeof row.CloudTrailEvent === 'string' ? JSON.parse(row.CloudTrailEvent) : row),
  // An item holds several events, each an activity of its own.
  'google-workspace': (row, part) => {
    const events = Array.isArray(row.events) ? row.events : []
    const event = isRow(events[part]) ? events[part] : null
    const application = isRow(row.id) ? row.id.applicationName : undefined
    const named = namedValues(event?.parameters)
    if (typeof application === 'string') named.service = `${application}.googleapis.com`
    return { ...row, ...(event && { events: [event] }), named }
  },
  'microsoft-365': row => {
    const named = Object.assign(
      namedValues(row.ExtendedProperties, row.Parameters, row.OperationProperties, row.ModifiedProperties),
      modifiedValues(row),
    )
    const { ResultStatus: said, status, '@odata.type': type } = row
    if ('Operation' in row)
      named.status =
        said === undefined || (typeof said === 'string' && /^(true|success|succeeded)$/i.test(said))
          ? 'success'
          : 'failure'
    if (isRow(status) && typeof status.errorCode === 'number')
      named.signInStatus = status.errorCode === 0 ? 'Success' : 'Failure'
    if (typeof type === 'string') named.alertIncident = type.replace(/^#microsoft\.graph\./, '')
    return Object.assign(row, { named })
  },
  azure: row => Object.assign(row, { named: modifiedValues(isRow(row.properties) ? row.properties : row) }),
  gcp: row =>
    typeof row.logName === 'string'
      ? Object.assign(row, { named: { logName: row.logName.replace(/^.*\/logs\//, '') } })
      : row,
}

/** The vendor's event in a row that its connector read and that is the caller's own, for it may get further fields; `part` tells which activity of the row is meant. */
export function recordOf(connector: string, row: unknown, part = 0): unknown {
  const within = WITHIN[connector]
  return within && isRow(row) ? within(row, part) : row
}

/** Entries of one list that are read. */
const MOST = 1_000

/** Lists of names with values as one object; later ones win. A dot in a name, which would lead into it, becomes an underscore. */
function namedValues(...lists: unknown[]): Row {
  const named: Row = Object.create(null)
  for (const list of lists)
    for (const entry of Array.isArray(list) ? list.slice(0, MOST) : []) {
      if (!isRow(entry)) continue
      const name = entry.name ?? entry.Name ?? entry.displayName
      const value =
        entry.value ??
        entry.Value ??
        entry.boolValue ??
        entry.intValue ??
        entry.multiValue ??
        entry.NewValue ??
        entry.newValue
      if (typeof name === 'string' && value !== undefined) named[name.replaceAll('.', '_')] = value
    }
  return named
}

/** What a directory audit changed, by name; Entra writes new values as JSON texts. */
function modifiedValues({ targetResources }: Row): Row {
  const named: Row = Object.create(null)
  for (const target of Array.isArray(targetResources) ? targetResources.slice(0, MOST) : []) {
    if (!isRow(target)) continue
    for (const [name, value] of Object.entries(namedValues(target.modifiedProperties)))
      named[name] = typeof value === 'string' ? value.replace(/^"(.*)"$/s, '$1') : value
  }
  return named
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
