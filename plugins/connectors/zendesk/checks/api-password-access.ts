import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: apiAccessOff('api_password_access', 'passwords'),
})
