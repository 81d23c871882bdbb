import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const escaping = defineCheck({
  name: 'escaping',
  title: 'Pages escape text and scripts',
  description: 'Text that somebody typed would run as a script in somebody else’s browser.',
  severity: 'HIGH',
  category: 'web',
  points: 8,
  ...ofProperties,
  remediation: 'In *System Security → High Security Settings* tick *Escape XML values* and *Escape Jelly*.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.ui.escape_text', 'glide.ui.escape_all_script'),
})
