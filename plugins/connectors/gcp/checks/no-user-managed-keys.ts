import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

export const noUserManagedKeys = defineCheck({
  name: 'no-user-managed-keys',
  title: 'Service accounts have no keys of their own',
  description:
    'A key is a file that works from anywhere until somebody ends it. Programs in Google Cloud need none, those elsewhere can be trusted by workload identity federation.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  remediation:
    'For each account named here let the program run as the service account, or open *IAM & Admin → Workload Identity Federation*; then delete the key in *IAM & Admin → Service Accounts → Keys*. The policy *Disable service account key creation* keeps new ones away.',
  remediationAction: 'disable-key',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC1.3' },
  ],
  ...eachAsset(
    'keys',
    { keyType: z.string(), disabled: z.boolean().nullish() },
    ({ keyType, disabled }, name) => ({
      passed: keyType === 'SYSTEM_MANAGED' || disabled === true,
      resource: name,
      detail: disabled ? 'disabled' : keyType,
    }),
    {
      say: (passing, all) => `${passing} of ${all} keys of service accounts are managed by Google or disabled.`,
      none: 'There are no keys of service accounts.',
    },
  ),
})
