import { defineCheck, derived } from '@casbah/sdk'
import { apiAccessOff } from './api-access-off.ts'

export const apiPasswordAccess = defineCheck({
  name: 'api-password-access',
  title: 'Passwords do not open the API',
  description:
    'By password the API knows neither single sign-on nor a second factor: whoever guesses one reads every ticket by program.',
  severity: 'HIGH',
  category: 'keys',
  points: 8,
  reads: ['account'],
  remediation:
    'In Admin Center open *Apps and integrations → APIs → API configuration* and turn off *Password access*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: apiAccessOff('api_password_access', 'passwords'),
})
