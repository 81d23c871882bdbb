import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { openIn, published, UNSEEN } from './shapes.ts'

export const publishedDashboards = defineCheck({
  name: 'published-dashboards',
  title: 'No dashboard is published to everyone',
  description: 'A dashboard shows numbers out of many sheets at once to whoever has its address.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['sights', 'sightPublishing'],
  remediation:
    'Open each dashboard named here, *Publish*, and switch it off or choose *Only people in your organization*.',
  remediationAction: 'revoke-published-dashboard',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeListed({ sightPublishing: published }, UNSEEN, read => openIn('SITE', read.sightPublishing), {
    say: (passing, all) => `${all - passing} of ${all} dashboards are published to anyone.`,
  }),
})
