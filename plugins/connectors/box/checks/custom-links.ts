import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const customLinks = defineCheck({
  name: 'custom-links',
  title: 'Open links have no custom addresses',
  description: 'A custom address is made to be read aloud, and so it can be guessed.',
  severity: 'MEDIUM',
  category: 'public',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Shared Links* disable custom addresses of open links.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.12' }),
  judge: settingIs('settings.content_and_sharing.is_open_custom_urls_disabled.value', true, {
    say: on => (on === true ? 'Open links have no custom addresses.' : 'Open links may have custom addresses.'),
    unknown: untold('whether open links may have custom addresses'),
  }),
})
