import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const uploadsChecked = defineCheck({
  name: 'uploads-checked',
  title: 'Uploads are checked',
  description: 'Files of a false type or with malware wait for whoever opens them.',
  severity: 'MEDIUM',
  category: 'web',
  points: 5,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick *Enable MIME type validation for file attachments*, and activate *Antivirus Protection*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.security.file.mime_type.validation', 'com.glide.snap.enable_scan'),
})
