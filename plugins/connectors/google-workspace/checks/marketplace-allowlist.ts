import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.1.9.1.1'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.11.1v1', 'CIS Controls': '2.5' })],
  judge: judgeSetting({
    setting: 'workspace_marketplace.apps_access_options',
    fields: ['accessLevel'],
    holds: value => isOneOf(value, 'accessLevel', ['ALLOW_LISTED_APPS', 'ALLOW_NONE']),
  }),
})
