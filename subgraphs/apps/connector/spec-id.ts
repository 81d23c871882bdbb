/** The connector in the id of an action spec such as `okta/suspend-user`. */
export function slugOf(spec: string): string {
  return spec.slice(0, Math.max(0, spec.indexOf('/')))
}
