import { defineCheck, derived } from '@casbah/sdk'
import { apiAccessOff } from './api-access-off.ts'

export const apiTokenAccess = defineCheck({
  name: 'api-token-access',
  title: 'API tokens do not open the API',
  description:
    'An API token acts in the name of any user of the account, administrators included, has no scopes and never ends. OAuth clients have scopes, an owner and an end.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 6,
  reads: ['account'],
  remediation:
    'Move programs, Casbah among them, to OAuth clients. Then in Admin Center open *Apps and integrations → APIs → API configuration* and turn off *API token access*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: apiAccessOff('api_token_access', 'API tokens'),
})
