import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

const item = z.looseObject({ key: z.string(), value: z.string().nullish() })

export const osLogin = defineCheck({
  name: 'os-login',
  title: 'Sign-ins to virtual machines follow IAM',
  description: 'Without OS Login keys in metadata open machines for people who left long ago.',
  severity: 'LOW',
  category: 'sso',
  points: 4,
  remediation: 'In *Compute Engine → Metadata* of each project named here add `enable-oslogin` with the value `TRUE`.',
  frameworks: [...cis('4.4'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC7.2' })],
  ...eachAsset(
    'computeProjects',
    { commonInstanceMetadata: z.looseObject({ items: z.array(item).nullish() }).nullish() },
    ({ commonInstanceMetadata }) => {
      const value = commonInstanceMetadata?.items?.find(({ key }) => key === 'enable-oslogin')?.value
      return { passed: value?.toLowerCase() === 'true', detail: value ?? 'not set' }
    },
    (passing, all) => `OS Login is on in ${passing} of ${all} projects with virtual machines.`,
    'No project uses Compute Engine.',
  ),
})
