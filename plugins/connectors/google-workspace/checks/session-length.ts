import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { judgeSetting, secondsOf } from './settings.ts'

export const sessionLength = defineCheck({
  name: 'session-length',
  title: 'Web sessions end within 12 hours',
  description:
    'A stolen cookie is worth as much as the time for which it lives. Google lets it live for two weeks unless told otherwise.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['policies'],
  touchedBy: ['admin.SESSION_CONTROL_SETTINGS_CHANGE', 'admin.CHANGE_SESSION_LENGTH'],
  remediation:
    'In the admin console open *Security → Access and data control → Google session control* and set the web session duration to 12 hours or less.',
  frameworks: [
    ...cis('4.2.4.1'),
    ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.4.1v1', 'CIS Controls': '4.3', 'NIST 800-53': 'IA-11' }),
  ],
  judge: judgeSetting({
    setting: 'security.session_controls',
    fields: ['webSessionDuration'],
    holds: ({ webSessionDuration }) => {
      const seconds = secondsOf(webSessionDuration)
      return seconds === null ? null : seconds > 0 && seconds <= 12 * 3_600
    },
  }),
})
