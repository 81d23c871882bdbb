import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const ownershipTransfer = defineCheck({
  name: 'ownership-transfer',
  title: 'Content is not given to owners outside',
  description: 'Who owns a file outside keeps it, whatever is decided here later.',
  severity: 'MEDIUM',
  category: 'dlp',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Collaboration* restrict the transfer of ownership to external users.',
  frameworks: derived({ 'NIST 800-53': 'AC-4', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.12' }),
  judge: settingIs('settings.content_and_sharing.is_ownership_transfer_restricted.value', true, {
    say: on => (on === true ? 'Content cannot be given to owners outside.' : 'Content can be given to owners outside.'),
    unknown: untold('whether content can be given to owners outside'),
  }),
})
