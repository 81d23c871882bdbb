import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z
  .array(z.looseObject({ RiskType: z.string(), Setting: z.string(), OrgValue: z.string().nullish() }))
  .min(1)

export const healthCheckHighRisks = defineCheck({
  name: 'health-check-high-risks',
  title: 'Health Check shows no high risk',
  description:
    'A setting of high risk opens the org to what the platform could prevent by itself, such as stolen sessions or guessed passwords.',
  severity: 'HIGH',
  category: 'hardening',
  points: 8,
  reads: ['healthSettings'],
  remediation: 'Open *Setup → Health Check*, look at *High-Risk Security Settings* and choose *Fix Risks*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8' }),
  judge: judgeParsed({ healthSettings: rows }, 'The settings of Health Check could not be read.', read => {
    const high = read.healthSettings.filter(({ RiskType }) => RiskType === 'HIGH_RISK')
    const message = `${high.length} of ${read.healthSettings.length} settings are a high risk.`
    const subjects = high.map(one => ({ name: one.Setting, passed: false, detail: one.OrgValue ?? undefined }))
    return { status: high.length === 0 ? 'PASS' : 'FAIL', message, subjects }
  }),
})
