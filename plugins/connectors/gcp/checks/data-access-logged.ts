import { defineCheck, derived, stated, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { auditPolicy } from './shapes.ts'

export const dataAccessLogged = defineCheck({
  name: 'data-access-logged',
  title: 'Access to data is logged for all services',
  description:
    'Google logs changes by itself, yet who read what only where it is asked to. After a theft nobody can tell what was taken.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 6,
  reads: ['organizationPolicy'],
  remediation:
    'Choose the organisation, open *IAM & Admin → Audit Logs → Set default configuration*, tick *Admin Read*, *Data Read* and *Data Write*, and exempt nobody. It costs storage.',
  frameworks: [...cis('2.1'), ...derived({ 'NIST 800-53': 'AU-2' }), ...stated({ 'SOC 2': 'CC7.2' })],
  judge: judgeParsed({ organizationPolicy: auditPolicy }, 'The policy of the organisation could not be read.', read => {
    const all = read.organizationPolicy.auditConfigs.find(({ service }) => service === 'allServices')
    const subjects = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'].map(name => {
      const exempted = all?.auditLogConfigs.find(({ logType }) => logType === name)?.exemptedMembers
      return { name, passed: exempted?.length === 0, detail: exempted ? `${exempted.length} exempted` : 'not logged' }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} kinds of access are logged for all services and everybody.`,
      none: { status: 'CANNOT_TELL', message: 'Google does not tell which access is logged.' },
    })
  }),
})
