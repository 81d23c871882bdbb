import type { Severity } from '@casbah/sdk'

/** How dangerous the scopes of an OAuth token are. One without scopes of its own may do all that its user may. */
export function riskOf(scopes: string[]): Severity {
  if (scopes.includes('impersonate')) return 'CRITICAL'
  if (scopes.length === 0 || scopes.includes('write')) return 'HIGH'
  return scopes.includes('read') || scopes.some(scope => !scope.endsWith(':read')) ? 'MEDIUM' : 'LOW'
}
