import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

const configuration = z.looseObject({ state: z.string().nullish() }).nullish()

export const dnssec = defineCheck({
  name: 'dnssec',
  title: 'Public DNS zones are signed',
  description: 'Without DNSSEC somebody between can answer for your names.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 3,
  remediation:
    'In *Network services → Cloud DNS* turn DNSSEC on for each zone named here, and give the DS record to the registrar.',
  frameworks: [...cis('3.3'), ...derived({ 'NIST 800-53': 'CM-6' }), ...stated({ 'SOC 2': 'CC6.7' })],
  ...eachAsset(
    'zones',
    { visibility: z.string().nullish(), dnssecConfig: configuration },
    ({ visibility, dnssecConfig }) =>
      // Google writes visibilities in small and in large letters.
      /private/i.test(visibility ?? '')
        ? null
        : { passed: /^on$/i.test(dnssecConfig?.state ?? ''), detail: dnssecConfig?.state ?? 'off' },
    (passing, all) => `${passing} of ${all} public DNS zones are signed.`,
    'There are no public DNS zones.',
  ),
})
