import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '4.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  ...eachAsset(
    'computeProjects',
    { commonInstanceMetadata: z.looseObject({ items: z.array(item).nullish() }).nullish() },
    ({ commonInstanceMetadata }) => {
      const value = commonInstanceMetadata?.items?.find(({ key }) => key === 'enable-oslogin')?.value
      return { passed: value?.toLowerCase() === 'true', detail: value ?? 'not set' }
    },
    {
      say: (passing, all) => `OS Login is on in ${passing} of ${all} projects with virtual machines.`,
      none: 'No project uses Compute Engine.',
    },
  ),
})
