import { defineCheck, derived } from '@casbah/sdk'

/** The API lists no credential pairs, so people look. */
export const apiCredentials = defineCheck({
  name: 'api-credentials',
  title: 'Credential pairs of the API may do no more than they must',
  description:
    'A pair has no second factor and does not end. One that may manage all and lies in a forgotten script is an administrator whom nobody watches.',
  severity: 'HIGH',
  category: 'keys',
  points: 7,
  reads: [],
  remediation:
    'In the admin console open *Developers → API Credentials*. Delete pairs that nobody uses, and replace those with *Manage all* that only read by such with *Read users* or *Read all*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
})
