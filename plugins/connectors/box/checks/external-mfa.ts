import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const externalMfa = defineCheck({
  name: 'external-mfa',
  title: 'External collaborators need a second factor',
  description:
    'People from outside sign in by the rules of wherever they come from, and Box accounts of their own may have no more than a password.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Security → External Collaborator 2-step verification* turn it on.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingIs('settings.security.external_collab_multi_factor_auth_settings.value.state', 'enabled', {
    say: state => `The second factor of external collaborators is ${state}.`,
    unknown: untold('readably whether external collaborators need a second factor'),
    others: ['disabled'],
  }),
})
