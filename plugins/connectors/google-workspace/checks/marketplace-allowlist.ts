import { defineCheck } from '@casbah/sdk'
import { isOneOf, judgeSetting } from './settings.ts'

export const marketplaceAllowlist = defineCheck({
  name: 'marketplace-allowlist',
  title: 'Only allowed apps are installed from the Marketplace',
  description:
    'An app from the Marketplace gets rights on the data of whoever installs it. A list of allowed ones keeps out those that nobody looked at.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: ['policies'],
  touchedBy: ['admin.ADD_APPLICATION_TO_WHITELIST', 'admin.REMOVE_APPLICATION_FROM_WHITELIST'],
  remediation:
    'In the admin console open *Apps → Google Workspace Marketplace apps → Settings* and allow only apps from the allowlist.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '3.1.9.1.1' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.11.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '2.5' },
  ],
  judge: judgeSetting({
    setting: 'workspace_marketplace.apps_access_options',
    fields: ['accessLevel'],
    holds: value => isOneOf(value, 'accessLevel', ['ALLOW_LISTED_APPS', 'ALLOW_NONE']),
  }),
})
