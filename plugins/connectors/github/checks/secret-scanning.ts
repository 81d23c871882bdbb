import { defineCheck, judgeTally } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.5.1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.12' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(7)', derived: true },
  ],
  judgeRow: judgeSwitch('secret_scanning'),
  judge: ({ repositories }) =>
    judgeTally(repositories, {
      say: (passing, all) => `${passing} of ${all} repositories are scanned for secrets.`,
      none: 'There is no repository that is not archived.',
    }),
})
