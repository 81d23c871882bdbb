import { defineCheck, derived, judgeRows, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { judgeSwitch } from './repository-switch.ts'

export const secretScanning = defineCheck({
  name: 'secret-scanning',
  title: 'Repositories are scanned for secrets',
  description:
    'Keys and passwords in code are found by whoever looks first. Scanning tells of them as soon as they are pushed.',
  severity: 'HIGH',
  category: 'keys',
  points: 7,
  reads: ['repositories'],
  each: 'repositories',
  touchedBy: ['repository_secret_scanning.*', 'secret_scanning.*'],
  remediation:
    'Open *Organization settings → Advanced Security → Configurations* and apply one with *Secret scanning alerts* to all repositories.',
  frameworks: [...cis('1.5.1'), ...stated({ 'CIS Controls': '16.12' }), ...derived({ 'NIST 800-53': 'IA-5(7)' })],
  judgeRow: judgeSwitch('secret_scanning'),
  judge: judgeRows('repositories', {
    say: (passing, all) => `${passing} of ${all} repositories are scanned for secrets.`,
    none: 'There is no repository that is not archived.',
  }),
})
