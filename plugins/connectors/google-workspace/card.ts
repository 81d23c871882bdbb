import type { Card } from '@casbah/sdk'
import { z } from 'zod'
import { applications } from './applications.ts'
import { rights } from './rights.ts'

const names = applications.map(({ name }) => name)
const TOKEN_URL = 'https://oauth2.googleapis.com/token'
export const card: Card = {
  slug: 'google-workspace',
  name: 'Google Workspace',
  vendor: 'Google LLC',
  config: z.object({
    applications: z
      .array(z.enum(names))
      .default(names.filter(name => name !== 'gmail'))
      .describe('Audit logs to read. Which there are depends on the edition; gmail wants Enterprise and holds much.'),
    driveOrgUnit: z
      .string()
      .regex(/^\/[^'\\]*$/, { error: 'Give the path of the organisational unit, such as /Sales; / is everybody.' })
      .default('/')
      .describe('Path of the organisational unit whose members\u2019 files are listed, with all units below it.'),
    externallySharedOnly: z
      .boolean()
      .default(false)
      .describe(
        'List only files that anyone with the link can open. Google cannot search for files shared with single outsiders; leave it off to see those too.',
      ),
  }),
  baseUrl: 'https://admin.googleapis.com',
  hosts: ['admin.googleapis.com', 'cloudidentity.googleapis.com', 'www.googleapis.com', 'oauth2.googleapis.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'service-account',
      title: 'Service account with domain-wide delegation',
      instructions:
        'In a Google Cloud project enable the *Admin SDK*, *Cloud Identity* and *Google Drive* APIs, create a service account and a JSON key of it. In the admin console open *Security → Access and data control → API controls → Manage domain-wide delegation*, add the client id of the service account with the scopes listed for this connector. `client_email` and `private_key` come from the key file; the administrator is whom Casbah acts as: give him a role that may read users, groups, domains and reports. When he is deleted or suspended, everything stops.',
      fields: [
        { name: 'clientEmail', title: 'E-mail address of the service account (client_email)', secret: false },
        { name: 'privateKey', title: 'Private key (private_key)', secret: true },
        { name: 'adminEmail', title: 'E-mail address of the administrator to act as', secret: false },
      ],
      // One scope that was not registered fails the whole token, so each is asked for alone and only where it is needed.
      scheme: {
        type: 'jwtBearer',
        privateKey: '{privateKey}',
        issuer: '{clientEmail}',
        subject: '{adminEmail}',
        audience: TOKEN_URL,
        tokenUrl: TOKEN_URL,
        scopes: 'needed',
      },
    },
  ],
  // Google names no limit in its answers. Reports and Directory allow a project 2,400 requests a minute each, Drive 12,000.
  limits: [
    { name: 'reports', amount: 2_000, windowSeconds: 60, matches: ['/admin/reports/'] },
    { name: 'directory', amount: 2_000, windowSeconds: 60, matches: ['/admin/directory/'] },
    { name: 'policies', amount: 50, windowSeconds: 60, matches: ['cloudidentity.googleapis.com'] },
    { name: 'drive', amount: 6_000, windowSeconds: 60, matches: ['www.googleapis.com'] },
  ],
  throttled: ['rateLimitExceeded', 'quotaExceeded'].map(bodyIncludes => ({ status: 403, bodyIncludes })),
  scopes: rights,
  probe: () => ({ path: '/admin/reports/v1/activity/users/all/applications/admin', query: { maxResults: 1 } }),
}
