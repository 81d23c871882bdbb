import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { idleSignOut, NO_SHAREPOINT } from './shapes.ts'

export const sharepointIdleSignOut = defineCheck({
  name: 'sharepoint-idle-sign-out',
  title: 'Idle browsers are signed out of SharePoint',
  description: 'A browser that was left open on a borrowed machine shows all files to the next who sits down.',
  severity: 'MEDIUM',
  category: 'session',
  points: 4,
  reads: ['sharepoint'],
  parameters: z.object({
    minutes: whole(
      { least: 5, most: 1_440, usual: 180 },
      'Longest time that an idle browser stays signed in, minutes.',
    ),
  }),
  remediation:
    'In the SharePoint admin center open *Policies → Access control → Idle session sign-out*, turn it on and sign out within three hours.',
  frameworks: derived({ 'NIST 800-53': 'AC-12' }),
  judge: judgeParsed({ sharepoint: idleSignOut }, NO_SHAREPOINT, ({ sharepoint }, { minutes }) => {
    const { isEnabled, signOutAfterInSeconds: seconds } = sharepoint.idleSessionSignOut
    if (!isEnabled) return { status: 'FAIL', message: 'Idle browsers stay signed in.', values: { isEnabled } }
    const after = Math.ceil(seconds / 60)
    const message = `Idle browsers are signed out after ${after} minutes.`
    return { status: after <= minutes ? 'PASS' : 'FAIL', message, values: { minutes: after } }
  }),
})
