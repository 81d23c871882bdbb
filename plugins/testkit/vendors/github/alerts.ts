import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { dependabotAlertObject, secretAlertObject } from './objects.ts'
import type { Organisation } from './organisation.ts'
import { pageOf } from './pages.ts'

/** Alerts of all repositories: Dependabot's go on by a cursor, those of secret scanning by pages. Null for other paths. */
export function answerAlerts(
  { org, orgId, kept }: Organisation,
  { method, path, query }: VendorRequest,
  rest: string,
): VendorAnswer | null {
  if (method !== 'GET' || !/^\/(dependabot|secret-scanning)\/alerts$/.test(rest)) return null
  const wanted = (field: string) => query.get(field)?.split(',')
  const [states, severities] = [wanted('state'), wanted('severity')]
  if (rest.startsWith('/secret-scanning')) {
    const alerts = kept.secretScanningAlerts.filter(({ state }) => !states || states.includes(state))
    const hidden = query.get('hide_secret') === 'true'
    return pageOf(
      alerts.map(alert => secretAlertObject(org, orgId, alert, hidden)),
      path,
      query,
    )
  }
  const alerts = kept.dependabotAlerts.filter(
    ({ state, severity = 'low' }) =>
      (!states || states.includes(state)) && (!severities || severities.includes(severity)),
  )
  return pageOf(
    alerts.map(alert => dependabotAlertObject(org, orgId, alert)),
    path,
    query,
    'after',
  )
}
