import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { mobileAccess } from './shapes.ts'

const UNKNOWN = 'Zendesk did not say whether the mobile app may be used.'

export const mobileApp = defineCheck({
  name: 'mobile-app',
  title: 'The mobile app is off, or signs out after 8 idle hours',
  description: 'A telephone is lost more easily than a computer, and what it shows of customers is the same.',
  severity: 'LOW',
  category: 'device',
  points: 3,
  reads: ['security'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 43_200, usual: 8 * 60 }, 'Idle minutes after which it must sign out.'),
  }),
  remediation:
    'In Admin Center open *Account → Security → Advanced → Mobile*, turn off the access of the Support mobile app, or set its session expiration to 8 hours or less.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-19', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.1' }),
  judge: judgeParsed({ security: mobileAccess }, UNKNOWN, ({ security }, { minutes }) => {
    const { mobile_app_access: allowed, mobile_app_session_timeout: idle } = security.security_settings
    if (!allowed) return { status: 'PASS', message: 'The mobile app is off.', values: { allowed } }
    if (idle == null) return { status: 'CANNOT_TELL', message: 'Zendesk did not say when the mobile app signs out.' }
    const message = `The mobile app signs out after ${idle} idle minutes; at most ${minutes} are asked for.`
    return { status: idle > 0 && idle <= minutes ? 'PASS' : 'FAIL', message, values: { idle } }
  }),
})
