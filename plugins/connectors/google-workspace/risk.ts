import type { Severity } from '@casbah/sdk'

const PREFIX = 'https://www.googleapis.com/auth/'

/** What an app may do with each right, the most dangerous first; Google's names without their common beginning. */
const RISKS: [RegExp, Severity][] = [
  [/^(admin\.|apps\.|cloud-platform$|cloud-identity|cloudplatformprojects|ediscovery$)(?!.*readonly)/, 'CRITICAL'],
  [
    /^(gmail\.(modify|settings|insert|send|compose)|drive$|drive\.scripts|script\.|chat\.|contacts$|calendar$|devstorage\.(full|read_write))/,
    'HIGH',
  ],
  [
    /^(gmail\.readonly|drive\.readonly|admin\.|cloud-platform\.read-only|ediscovery\.readonly|documents$|spreadsheets$|presentations$)/,
    'HIGH',
  ],
  [
    /^(drive|gmail|calendar|contacts|directory|documents|spreadsheets|presentations|forms|tasks|keep|photoslibrary|cloud|bigquery|classroom)/,
    'MEDIUM',
  ],
]

const ORDER: Severity[] = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

/** How dangerous a set of rights is: as its most dangerous one. Who signs in and nothing else is the least. */
export function riskOf(scopes: string[]): Severity {
  return scopes
    .map(riskOfOne)
    .reduce((most, one) => (ORDER.indexOf(one) > ORDER.indexOf(most) ? one : most), 'INFORMATIONAL')
}

function riskOfOne(scope: string): Severity {
  // The whole mailbox, by its old name.
  if (scope === 'https://mail.google.com/') return 'CRITICAL'
  if (/^(openid|email|profile)$|userinfo\.(email|profile)$|OAuthLogin$/.test(scope)) return 'INFORMATIONAL'
  const name = scope.startsWith(PREFIX) ? scope.slice(PREFIX.length) : scope
  return RISKS.find(([pattern]) => pattern.test(name))?.[1] ?? 'LOW'
}
