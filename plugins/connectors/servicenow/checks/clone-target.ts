import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.9', derived: true },
  ],
  judge: judgeHardened('glide.db.clone.allow_clone_target'),
})
