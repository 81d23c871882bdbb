import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const cloneTarget = defineCheck({
  name: 'clone-target',
  title: 'Nothing is cloned over this instance',
  description: 'A clone replaces all data, rules and logs.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 4,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `glide.db.clone.allow_clone_target` to false on production.',
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judge: judgeHardened('glide.db.clone.allow_clone_target'),
})
