import { defineCheck, judgeParsed, stated } from '@casbah/sdk'
import { globalAdministrators, NO_ROLES, otherAdministrators, roleAssignments } from './roles.ts'

export const fineGrainedAdmins = defineCheck({
  name: 'fine-grained-admins',
  title: 'Most administrators have less than everything',
  description: 'Where global administrators are more than all others, the role is given out of habit and not of need.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 4,
  reads: ['roleAssignments'],
  remediation:
    'In the Entra admin center open *Identity → Roles & admins* and give those who do one thing the role for it in place of *Global Administrator*.',
  frameworks: stated({ 'CISA SCuBA': 'MS.AAD.7.2v1', 'NIST 800-53': 'AC-5' }),
  judge: judgeParsed({ roleAssignments }, NO_ROLES, ({ roleAssignments: list }) => {
    const [all, some] = [globalAdministrators(list).length, otherAdministrators(list).length]
    if (all === 0)
      return { status: 'CANNOT_TELL', message: 'The list names no global administrator, so it is not whole.' }
    const message = `There are ${all} global administrators and ${some} with another privileged role.`
    return { status: all <= some ? 'PASS' : 'FAIL', message, values: { global: all, others: some } }
  }),
})
