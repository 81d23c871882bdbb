import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const joinBeforeHost = defineCheck({
  name: 'join-before-host',
  title: 'Nobody joins before the host',
  description: 'Who is there before the host uses the meeting unwatched, and may present first.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and untick *Allow attendees to join before host*, their audio, and *First attendee to join is the presenter*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
  judge: judgeSites('have everybody wait for the host', {
    joinBeforeHost: false,
    audioBeforeHost: false,
    firstAttendeeAsPresenter: false,
  }),
})
