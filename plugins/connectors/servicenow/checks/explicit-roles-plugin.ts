import { defineCheck } from '@casbah/sdk'
import { judgePlugin } from './plugin.ts'

export const explicitRolesPlugin = defineCheck({
  name: 'explicit-roles-plugin',
  title: 'The Explicit Roles plugin is active',
  description: 'Without it users from outside count as the organisation’s own wherever a rule names no role.',
  severity: 'HIGH',
  category: 'hardening',
  points: 6,
  reads: ['plugins'],
  remediation:
    'In *System Definition → Plugins* activate *Explicit Roles* (com.glide.explicit_roles); try it on another instance first.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgePlugin('com.glide.explicit_roles'),
})
