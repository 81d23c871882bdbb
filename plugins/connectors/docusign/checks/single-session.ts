import { defineCheck, derived } from '@casbah/sdk'
import { switchIs } from './settings.ts'

export const singleSession = defineCheck({
  name: 'single-session',
  title: 'Nobody is signed in twice at once',
  description: 'A second session of the same person is often somebody else’s.',
  severity: 'LOW',
  category: 'session',
  points: 2,
  reads: ['settings'],
  remediation: 'In *eSignature Settings → Security Settings* tick *Disable multiple sessions*.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: switchIs(
    'settings.disableMultipleSessions',
    true,
    isOn => `People ${isOn ? 'have one session at a time' : 'may have several sessions at once'}.`,
    'whether several sessions are allowed',
  ),
})
