/** A time as Salesforce's answers write it: whole seconds, `+0000`. */
export function dateTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000+0000`
}
