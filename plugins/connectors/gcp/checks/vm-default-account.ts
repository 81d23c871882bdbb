import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const account = z.looseObject({ email: z.string().nullish(), scopes: z.array(z.string()).nullish() })

export const vmDefaultAccount = defineCheck({
  name: 'vm-default-account',
  title: 'No virtual machine acts as Editor of its project',
  description:
    'The default service account with access to all APIs gives whoever gets into the machine the whole project.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  remediation:
    'In *Compute Engine → VM instances* stop each machine named here, edit it, and choose a service account of its own with the roles that it needs.',
  remediationAction: 'stop-instance',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '4.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
  ],
  ...eachAsset(
    'instances',
    { serviceAccounts: z.array(account).nullish() },
    ({ serviceAccounts }, name) => {
      const whole = (serviceAccounts ?? []).filter(
        ({ email, scopes }) =>
          /^\d+-compute@developer\./.test(email ?? '') && scopes?.some(one => one.endsWith('/cloud-platform')),
      )
      return { passed: whole.length === 0, resource: name }
    },
    {
      say: (passing, all) =>
        `${passing} of ${all} virtual machines do not use the default service account with all APIs.`,
      none: 'There are no virtual machines.',
    },
  ),
})
