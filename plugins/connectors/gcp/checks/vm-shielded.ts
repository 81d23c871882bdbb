import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('4.8'), ...derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8' })],
  ...eachAsset(
    'instances',
    { shieldedInstanceConfig: z.looseObject({ enableVtpm: flag, enableIntegrityMonitoring: flag }).nullish() },
    ({ shieldedInstanceConfig: shield }, name) => ({
      passed: shield?.enableVtpm === true && shield.enableIntegrityMonitoring === true,
      resource: name,
    }),
    (passing, all) => `${passing} of ${all} virtual machines have vTPM and integrity monitoring on.`,
    'There are no virtual machines.',
  ),
})
