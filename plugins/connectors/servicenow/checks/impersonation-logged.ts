import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AU-2', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
  judge: judgeHardened('glide.sys.log_impersonation', 'glide.audit.track_impersonation'),
})
