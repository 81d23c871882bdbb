import { pathTo, type Card, type Config, type Query } from '@casbah/sdk'
import { z } from 'zod'
import { onSite } from './site.ts'

const key = (scope: string) =>
  `In Atlassian Administration open Organization settings, API keys, and create a key with the scope ${scope}, or one without scopes where it is not offered; connect the app again with it.`
const site = (role: string) =>
  `In Atlassian Administration open Directory, Users, the account whose API token Casbah uses, and give it ${role} on this site.`
const organisation =
  (part: string, query: Query = {}) =>
  (config: Config) => ({
    path: pathTo`/admin/v1/orgs/${config.organisation}/${part}`,
    query,
  })
const directories = (config: Config) => ({ path: pathTo`/admin/v2/orgs/${config.organisation}/directories` })

export const card: Card = {
  slug: 'atlassian',
  name: 'Atlassian',
  vendor: 'Atlassian Corporation',
  config: z.object({
    organisation: z
      .string()
      .regex(/^[A-Za-z0-9-]{8,64}$/, { error: 'Give the ID of the organisation, as the API keys page shows it.' })
      .describe('ID of the organisation, as shown with a new API key and in the address of Atlassian Administration.'),
    site: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: 'Give the name of the site alone, such as acme of acme.atlassian.net.',
      })
      .describe('Name of the site with Jira and Confluence, such as acme of acme.atlassian.net.'),
  }),
  baseUrl: 'https://api.atlassian.com',
  hosts: ['api.atlassian.com', '{site}.atlassian.net'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'keys',
      title: 'Organisation API key and site API token',
      instructions:
        'Organisation: in *Atlassian Administration → Organization settings → API keys* choose *Create API key*, name it Casbah and let it end in a year at the latest. To read, choose *API key with scopes* and the scopes that the connector lists; for actions on accounts and tokens it must be a key **without scopes**. Copy the key and the organisation ID; the key is shown once. Site: sign in as an account of Casbah’s own that has the roles **Jira admin** and **Confluence admin**, open *id.atlassian.com → Security → API tokens*, choose *Create API token* (without scopes: those work at another address) and copy it.',
      fields: [
        { name: 'organisationKey', title: 'Organisation API key', secret: true },
        { name: 'email', title: 'E-mail address of the site account', secret: false },
        { name: 'siteToken', title: 'API token of the site account', secret: true },
      ],
      scheme: {
        type: 'byHost',
        hosts: {
          'api.atlassian.com': { type: 'header', header: 'authorization', value: 'Bearer {organisationKey}' },
          '{site}.atlassian.net': { type: 'basic', username: '{email}', password: '{siteToken}' },
        },
      },
      expiry: { days: 365 },
    },
  ],
  // Of events Atlassian allows ten requests a minute; the others are first guesses, and beyond them it says how long to wait.
  limits: [
    { name: 'events', amount: 10, windowSeconds: 60, matches: ['/admin/v1/orgs/{organisation}/events-stream'] },
    { name: 'organisation', amount: 60, windowSeconds: 60, matches: ['/admin/v1/orgs/'] },
    { name: 'directories', amount: 200, windowSeconds: 60, matches: ['/admin/v2/', '/admin/api-access/', '/users/'] },
    { name: 'jira', amount: 300, windowSeconds: 60, matches: ['/rest/'] },
    { name: 'confluence', amount: 200, windowSeconds: 60, matches: ['/wiki/'] },
  ],
  // Payment required: the organisation has no Atlassian Guard.
  forbidden: [{ status: 402 }],
  scopes: [
    {
      scope: 'read:events:admin',
      reason: 'Reads the audit log of the organisation, which takes Atlassian Guard Standard or more.',
      remedy: `${key('read:events:admin')} See to it that the organisation has Atlassian Guard.`,
      probe: organisation('events-stream', { limit: 1 }),
    },
    {
      scope: 'read:directories:admin',
      reason: 'Lists users and groups, their roles and whether they use two-step verification.',
      remedy: key('read:directories:admin'),
      probe: directories,
    },
    {
      scope: 'read:accounts:admin',
      reason: 'Lists the managed accounts and when they were last active.',
      remedy: key('read:accounts:admin'),
      probe: organisation('users'),
    },
    {
      scope: 'read:domains:admin',
      reason: 'Lists the domains of the organisation, and whether they are verified.',
      remedy: key('read:domains:admin'),
      probe: organisation('domains'),
    },
    {
      scope: 'read:audit-log:jira',
      reason: 'Reads the audit log of Jira.',
      remedy: site('the role Jira admin'),
      probe: config => ({ url: onSite(config, '/rest/api/3/auditing/record'), query: { limit: 1 } }),
    },
    {
      scope: 'read:audit-log:confluence',
      reason: 'Reads the audit log of Confluence.',
      remedy: site('the role Confluence admin'),
      probe: config => ({ url: onSite(config, '/wiki/rest/api/audit'), query: { limit: 1 } }),
    },
    {
      scope: 'read:jira-user',
      reason: 'Lists apps and customers of the site, which no directory of the organisation has.',
      remedy: site('the role Jira admin'),
      probe: config => ({ url: onSite(config, '/rest/api/3/users/search'), query: { maxResults: 1 } }),
    },
    {
      scope: 'read:jira-work',
      reason: 'Lists filters and dashboards of Jira, and whom they are shared with.',
      remedy: site('the role Jira admin'),
      probe: config => ({ url: onSite(config, '/rest/api/3/filter/search'), query: { maxResults: 1 } }),
    },
  ],
  probe: directories,
}
