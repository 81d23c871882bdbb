import type { Severity } from '@casbah/sdk'

/** How dangerous a right is that a user gave to an app: those on Okta itself most, those that only tell who somebody is least. */
export function riskOf(scope: string): Severity {
  if (/^okta\..*\.manage(\.|$)/.test(scope)) return 'CRITICAL'
  if (scope.startsWith('okta.')) return 'HIGH'
  if (/^(openid|profile|email|address|phone|groups|device_sso)$/.test(scope)) return 'INFORMATIONAL'
  // A refresh token works while nobody is there.
  return scope === 'offline_access' ? 'MEDIUM' : 'LOW'
}
