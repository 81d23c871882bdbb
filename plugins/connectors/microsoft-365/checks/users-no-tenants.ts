import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const usersNoTenants = defineCheck({
  name: 'users-no-tenants',
  title: 'Users cannot create tenants',
  description:
    'Who creates a tenant is its global administrator, and what is put there lies outside all rules of the organisation.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 4,
  reads: ['authorization'],
  remediation:
    'In the Entra admin center open *Identity → Users → User settings* and set *Restrict non-admin users from creating tenants* to *Yes*.',
  frameworks: [...cis('5.1.2.3'), ...derived({ 'NIST 800-53': ['CM-6', 'CM-7'] })],
  judge: settingIs('authorization.defaultUserRolePermissions.allowedToCreateTenants', false, {
    say: value => `Users ${value ? 'can' : 'cannot'} create tenants.`,
    unknown: 'Microsoft did not tell the authorization policy; the right Policy.Read.All is needed.',
  }),
})
