import { defineCheck } from '@casbah/sdk'
import { judgeSetting, secondsOf } from './settings.ts'

const LONGEST = 12 * 3_600

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
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '4.2.4.1' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.4.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '4.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-11' },
  ],
  judge: judgeSetting({
    setting: 'security.session_controls',
    fields: ['webSessionDuration'],
    holds: ({ webSessionDuration }) => {
      const seconds = secondsOf(webSessionDuration)
      return seconds === null ? null : seconds > 0 && seconds <= LONGEST
    },
  }),
})
