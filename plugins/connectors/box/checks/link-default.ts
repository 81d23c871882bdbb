import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const linkDefault = defineCheck({
  name: 'link-default',
  title: 'New links are not open to everybody',
  description: 'What a new link opens is what most links open: nobody changes it each time.',
  severity: 'HIGH',
  category: 'sharing',
  points: 8,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Shared Links* set the default to *People in this company* or *Invited people only*.',
  remediationAction: 'remove-shared-link',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('settings.content_and_sharing.shared_link_default_access.value', ['company', 'collaborators'], {
    say: access => `New links are for: ${access}.`,
    unknown: untold('readably whom new links let in'),
    others: ['open'],
  }),
})
