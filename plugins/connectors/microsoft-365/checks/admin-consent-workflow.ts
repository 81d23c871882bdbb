import { defineCheck, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const shape = z.looseObject({ isEnabled: z.boolean(), reviewers: z.array(z.unknown()).nullish() })

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
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '5.1.5.2' },
    { framework: 'CISA SCuBA', requirement: 'MS.AAD.5.3v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '2.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-4' },
  ],
  judge: judgeParsed(
    { adminConsent: shape },
    'Microsoft did not tell how consent is asked for; the right Policy.Read.All is needed.',
    ({ adminConsent }) => {
      const { isEnabled, reviewers } = adminConsent
      const passed = isEnabled && (reviewers?.length ?? 0) > 0
      const message = isEnabled ? `Requests go to ${reviewers?.length ?? 0} reviewers.` : 'Users cannot ask for an app.'
      return { status: passed ? 'PASS' : 'FAIL', message, values: { isEnabled, reviewers: reviewers?.length ?? 0 } }
    },
  ),
})
