import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.security.file.mime_type.validation', 'com.glide.snap.enable_scan'),
})
