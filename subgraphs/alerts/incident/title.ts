const NAMED = 3

/** One sentence on an incident: its worst alert's, and how many others in which apps. */
export function incidentTitle(worst: string, others: number, apps: string[]): string {
  if (!others) return worst
  const more = others === 1 ? '1 more alert' : `${others} more alerts`
  if (!apps.length) return `${worst}; with ${more}`
  return `${worst}; with ${more}, in ${listed(apps)}`
}

function listed(names: string[]): string {
  const shown = names.length > NAMED ? [...names.slice(0, NAMED - 1), `${names.length - NAMED + 1} other apps`] : names
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
