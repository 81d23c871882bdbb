import { defineCheck, judgeParsed, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'

const shape = z.looseObject({ isEnabled: z.boolean(), reviewers: z.array(z.unknown()).nullish() })

const UNKNOWN = 'Microsoft did not tell how consent is asked for; the right Policy.Read.All is needed.'

export const adminConsentWorkflow = defineCheck({
  name: 'admin-consent-workflow',
  title: 'Users can ask for an app',
  description:
    'Who cannot let an app in and cannot ask either looks for a way around. A request goes to somebody who looks at the app.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 4,
  reads: ['adminConsent'],
  remediation:
    'In the Entra admin center open *Identity → Applications → Enterprise applications → Consent and permissions → Admin consent settings*, let users request consent and name reviewers.',
  frameworks: [
    ...cis('5.1.5.2'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.5.3v1', 'CIS Controls': '2.5', 'NIST 800-53': 'CM-4' }),
  ],
  judge: judgeParsed({ adminConsent: shape }, UNKNOWN, ({ adminConsent }) => {
    const { isEnabled, reviewers } = adminConsent
    const passed = isEnabled && (reviewers?.length ?? 0) > 0
    const message = isEnabled ? `Requests go to ${reviewers?.length ?? 0} reviewers.` : 'Users cannot ask for an app.'
    return { status: passed ? 'PASS' : 'FAIL', message, values: { isEnabled, reviewers: reviewers?.length ?? 0 } }
  }),
})
