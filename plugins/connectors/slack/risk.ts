import type { Severity } from '@casbah/sdk'

/** What an app may do with each right, the most dangerous first. */
const RISKS: [RegExp, Severity][] = [
  [/^admin($|[.:].*write$)|^admin\.(?!.*read$)|^discovery:write/, 'CRITICAL'],
  [
    /^(auditlogs:|admin|discovery:)|:history$|^files:(read|write)|^search:read|^chat:write:user|^(client|post|read)$/,
    'HIGH',
  ],
  [
    /:write($|[.:])|:manage|^(users:read\.email|channels:read|groups:read|im:read|mpim:read|canvases:read|remote_files)/,
    'MEDIUM',
  ],
  [/^(commands|incoming-webhook|links:|emoji:|reactions:read|team:read|users:read|users\.profile:read)/, 'LOW'],
  [/^(openid|email|profile|identity\.)/, 'INFORMATIONAL'],
]

const ORDER: Severity[] = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

/** How dangerous a set of rights is: as its most dangerous one. */
export const riskOf = (scopes: string[]): Severity =>
  scopes
    .map(scope => RISKS.find(([pattern]) => pattern.test(scope))?.[1] ?? 'LOW')
    .reduce((most, one) => (ORDER.indexOf(one) > ORDER.indexOf(most) ? one : most), 'INFORMATIONAL')
