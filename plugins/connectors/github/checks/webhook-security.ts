import { defineCheck, derived, judgeRows, stated } from '@casbah/sdk'
import { flawsOf, webhook } from './webhook.ts'

export const webhookSecurity = defineCheck({
  name: 'webhook-security',
  title: 'Webhooks are encrypted and signed',
  description:
    'Without a secret nobody can tell GitHub’s calls from forged ones; without a certificate that is looked at, anybody on the way reads what is sent.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: ['hooks'],
  each: 'hooks',
  emptyPasses: ['hooks'],
  remediationAction: 'disable-webhook',
  remediation:
    'Open *Organization settings → Webhooks*, edit the webhook, enter a *Secret*, use an https address and choose *Enable SSL verification*.',
  frameworks: [...stated({ 'OpenSSF Scorecard': 'Webhooks' }), ...derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7' })],
  judgeRow: row => {
    const one = webhook.parse(row)
    const flaws = flawsOf(one)
    if (!one.active) return null
    return { name: `Webhook ${one.id}`, passed: flaws.length === 0, detail: flaws.join(', ') || 'is in order' }
  },
  judge: judgeRows('hooks', {
    say: (passing, all) => `${passing} of ${all} webhooks are encrypted and signed.`,
    none: 'There are no active webhooks.',
  }),
})
