/** A time as ServiceNow stores it: whole seconds, UTC, without saying so. */
export function dateTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ')
}
