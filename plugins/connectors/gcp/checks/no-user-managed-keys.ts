import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.5'), ...derived({ 'NIST 800-53': 'IA-5' }), ...stated({ 'SOC 2': 'CC1.3' })],
  ...eachAsset(
    'keys',
    { keyType: z.string(), disabled: z.boolean().nullish() },
    ({ keyType, disabled }, name) => ({
      passed: keyType === 'SYSTEM_MANAGED' || disabled === true,
      resource: name,
      detail: disabled ? 'disabled' : keyType,
    }),
    (passing, all) => `${passing} of ${all} keys of service accounts are managed by Google or disabled.`,
    'There are no keys of service accounts.',
  ),
})
