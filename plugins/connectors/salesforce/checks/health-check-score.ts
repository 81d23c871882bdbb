import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ Score: z.string().min(1) })).min(1)

export const healthCheckScore = defineCheck({
  name: 'health-check-score',
  title: 'Health Check scores 90 or more',
  description:
    'Health Check compares the security settings of the org with a baseline; below 90 several of them are weaker than Salesforce itself advises.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 5,
  reads: ['healthScore'],
  touchedBy: [
    'password*',
    'minimumPasswordLifetime*',
    'obscureSecretAnswer*',
    'sessiontimeout',
    'updateSessionSecurityLevel',
    'requiredSessionLevelForProfile',
  ],
  remediation: 'Open *Setup → Health Check* and fix what stands under high and medium risk.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check_score.htm&type=5',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.healthScore)
    const score = parsed.success ? Number(parsed.data[0]?.Score) : Number.NaN
    if (Number.isNaN(score)) return { status: 'CANNOT_TELL', message: 'The score of Health Check could not be read.' }
    const message = `Health Check scores ${score} of 100.`
    return { status: score >= 90 ? 'PASS' : 'FAIL', message, values: { score } }
  },
})
