import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { hook } from './shapes.ts'

export const hooksHealthy = defineCheck({
  name: 'hooks-healthy',
  title: 'Smart hooks are switched on and run',
  description:
    'A hook that decides before a sign-in decides nothing while it is switched off or could not be built, and nobody who signs in notices.',
  severity: 'LOW',
  category: 'hardening',
  points: 3,
  reads: ['hooks'],
  each: 'hooks',
  remediation:
    'In the admin console open *Developers → Smart Hooks*, read the log of each hook that is named, and mend it, switch it on or delete it.',
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judgeRow: row => {
    const { id, type, disabled, status } = hook.parse(row)
    const detail = disabled ? 'switched off' : `status ${status}`
    return { name: [type, id].filter(Boolean).join(' '), passed: !disabled && status === 'ready', detail }
  },
  judge: judgeRows('hooks', {
    say: (passing, evaluated) => `${passing} of ${evaluated} hooks are switched on and ready.`,
    none: 'There are no hooks.',
  }),
})
