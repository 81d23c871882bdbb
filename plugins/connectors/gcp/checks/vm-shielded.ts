import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const flag = z.boolean().nullish()

export const vmShielded = defineCheck({
  name: 'vm-shielded',
  title: 'Virtual machines prove that they booted unchanged',
  description: 'With vTPM and integrity monitoring a changed boot loader or kernel shows.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 3,
  remediation:
    'In *Compute Engine → VM instances* stop each machine named here, edit it, and turn *vTPM* and *Integrity Monitoring* on under *Shielded VM*.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '4.8' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
  ],
  ...eachAsset(
    'instances',
    { shieldedInstanceConfig: z.looseObject({ enableVtpm: flag, enableIntegrityMonitoring: flag }).nullish() },
    ({ shieldedInstanceConfig: shield }, name) => ({
      passed: shield?.enableVtpm === true && shield.enableIntegrityMonitoring === true,
      resource: name,
    }),
    {
      say: (passing, all) => `${passing} of ${all} virtual machines have vTPM and integrity monitoring on.`,
      none: 'There are no virtual machines.',
    },
  ),
})
