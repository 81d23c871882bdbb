import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'
import { machineAccount } from './shapes.ts'

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
  frameworks: [...cis('4.2'), ...derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3' })],
  ...eachAsset(
    'instances',
    { serviceAccounts: z.array(machineAccount).default([]) },
    ({ serviceAccounts }, name) => {
      const isWhole = (scope: string) => scope.endsWith('/cloud-platform')
      const isDefault = (email: string) => /^\d+-compute@developer\./.test(email)
      return { passed: !serviceAccounts.some(one => isDefault(one.email) && one.scopes.some(isWhole)), resource: name }
    },
    (passing, all) => `${passing} of ${all} virtual machines do not use the default service account with all APIs.`,
    'There are no virtual machines.',
  ),
})
