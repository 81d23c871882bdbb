import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeSwitch } from './repository-switch.ts'

export const pushProtection = defineCheck({
  name: 'push-protection',
  title: 'Pushes with secrets are refused',
  description: 'A secret that was pushed has to be changed everywhere. One that is refused at the push was never out.',
  severity: 'HIGH',
  category: 'keys',
  points: 6,
  reads: ['repositories'],
  each: 'repositories',
  touchedBy: ['repository_secret_scanning_push_protection.*', 'secret_scanning_push_protection.*'],
  remediation:
    'Open *Organization settings → Advanced Security → Configurations* and apply one with *Push protection* to all repositories.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(7)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: judgeSwitch('secret_scanning_push_protection'),
  judge: judgeRows('repositories', {
    say: (passing, all) => `${passing} of ${all} repositories refuse pushes with secrets.`,
    none: 'There is no repository that is not archived.',
  }),
})
