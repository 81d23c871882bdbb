import { defineCheck, derived, settingWithin } from '@casbah/sdk'

export const healthCheckScore = defineCheck({
  name: 'health-check-score',
  title: 'Health Check scores 90 or more',
  description:
    'Health Check compares the security settings of the org with a baseline; below 90 several of them are weaker than Salesforce itself advises.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 5,
  reads: ['healthScore'],
  remediation: 'Open *Setup → Health Check* and fix what stands under high and medium risk.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check_score.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8' }),
  judge: settingWithin(
    'healthScore.0.Score',
    { least: 90 },
    {
      say: score => `Health Check scores ${score} of 100.`,
      unknown: 'The score of Health Check could not be read.',
    },
  ),
})
