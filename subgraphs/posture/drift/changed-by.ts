/** The activity that changed a finding, with its time in epoch ms; null when none was seen. */
export interface ChangedBy {
  changed_by: string | null
  changed_by_ms: number | null
}

/** Columns of `ChangedBy` of posture.finding `f`. */
export const CHANGED_BY = '(extract(epoch from f.changed_by_at) * 1000)::float8 as changed_by_ms, f.changed_by'

/** The same as neighbours are told. */
export function changedBy({ changed_by, changed_by_ms }: ChangedBy): { id: string; time: number } | null {
  return changed_by === null ? null : { id: changed_by, time: Math.round(changed_by_ms!) }
}
