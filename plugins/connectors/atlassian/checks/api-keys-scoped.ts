import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { credential, nameOf, ownerOf } from './credential.ts'

export const apiKeysScoped = defineCheck({
  name: 'api-keys-scoped',
  title: 'Organisation API keys are limited by scopes',
  description:
    'A key without scopes may do all that an organisation administrator may do, from deactivating accounts to deleting directories. One that only reads needs no more than the right to read.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: ['apiKeys'],
  each: 'apiKeys',
  remediation:
    'In Atlassian Administration open *Organization settings → API keys*, make a key *with scopes* for each program that uses one named here, and revoke that. The user management API takes keys without scopes alone: the key by which Casbah acts on accounts will be named here.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.5.15' }),
  judgeRow: row => {
    const one = credential.parse(row)
    // Not told is not the same as none.
    if (!one.scopes) return 'UNCLEAR'
    return { name: nameOf(one), ...ownerOf(one), passed: one.scopes.length > 0, detail: `${one.scopes.length} scopes` }
  },
  judge: judgeRows('apiKeys', {
    say: (passing, all) => `${passing} of ${all} API keys of the organisation are limited by scopes.`,
    none: { status: 'CANNOT_TELL', message: 'Atlassian named no API key, and this was asked for by one.' },
  }),
})
