import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const config = z.looseObject({ logType: z.string(), exemptedMembers: z.array(z.string()).optional() })
const policy = z.looseObject({
  // Every policy has one; audit configurations are left out where there are none.
  etag: z.string(),
  auditConfigs: z
    .array(z.looseObject({ service: z.string(), auditLogConfigs: z.array(config).default([]) }))
    .default([]),
})

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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  judge: judgeParsed({ organizationPolicy: policy }, 'The policy of the organisation could not be read.', read => {
    const configs = read.organizationPolicy.auditConfigs.find(
      ({ service }) => service === 'allServices',
    )?.auditLogConfigs
    const subjects = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'].map(name => {
      const config = configs?.find(({ logType }) => logType === name)
      const exempted = config?.exemptedMembers?.length ?? 0
      const detail = !config ? 'not logged' : exempted > 0 ? `${exempted} members are exempted` : 'logged'
      return { name, passed: config !== undefined && exempted === 0, detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} kinds of access are logged for all services and everybody.`,
      none: { status: 'CANNOT_TELL', message: 'Google does not tell which access is logged.' },
    })
  }),
})
