import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const threatInsightBlocks = defineCheck({
  name: 'threat-insight-blocks',
  title: 'ThreatInsight blocks requests from known bad addresses',
  description:
    'ThreatInsight knows the addresses from which passwords are being guessed at many Okta customers. Set to log only, it watches the attack and lets it go on.',
  severity: 'HIGH',
  category: 'alerting',
  points: 8,
  reads: ['threatInsight'],
  touchedBy: ['security.threat.configuration.update'],
  remediation:
    'In the admin console open *Security → General → Okta ThreatInsight settings*, choose *Log and enforce*.',
  url: 'https://help.okta.com/en-us/content/topics/security/threat-insight/ti-index.htm',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: settingIs('threatInsight.action', 'block', {
    others: ['audit', 'none'],
    say: action => `ThreatInsight ${{ block: 'blocks', audit: 'logs and does not block' }[action] ?? 'is off'}.`,
    unknown: 'Okta did not say what ThreatInsight does.',
  }),
})
