import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgePlugin('com.glide.explicit_roles'),
})
