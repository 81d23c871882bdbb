import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const noAutoForwarding = defineCheck({
  name: 'no-auto-forwarding',
  title: 'Mail is not forwarded outside by rules',
  description:
    'A rule that forwards all mail is what an intruder leaves behind to read on after the password is changed.',
  severity: 'HIGH',
  category: 'email',
  points: 8,
  reads: [],
  remediation:
    'In the Defender portal open *Policies & rules → Anti-spam → Anti-spam outbound policy* and turn automatic forwarding off; in the Exchange admin center open *Mail flow → Remote domains* and forbid it there, too.',
  frameworks: [...cis('6.2.1'), ...stated({ 'CISA SCuBA': 'MS.EXO.1.1v2' })],
})
