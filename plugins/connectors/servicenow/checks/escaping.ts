import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.ui.escape_text', 'glide.ui.escape_all_script'),
})
