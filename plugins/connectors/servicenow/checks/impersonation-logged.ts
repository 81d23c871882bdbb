import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const impersonationLogged = defineCheck({
  name: 'impersonation-logged',
  title: 'Impersonation is logged',
  description: 'Otherwise the logs show somebody who was not there.',
  severity: 'HIGH',
  category: 'logging',
  points: 7,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `glide.sys.log_impersonation` and `glide.audit.track_impersonation` to true.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.15', derived: true },
  ],
  judge: judgeHardened('glide.sys.log_impersonation', 'glide.audit.track_impersonation'),
})
