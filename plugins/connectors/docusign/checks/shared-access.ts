import { defineCheck, derived, judgeRows, whole } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'
import { sharing } from './shapes.ts'

export const sharedAccess = defineCheck({
  name: 'shared-access',
  title: 'Nobody shares their envelopes with more than 5 others',
  description: 'Shared envelopes are read by people who took no part in them, for as long as nobody ends it.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['sharedAccess'],
  each: 'sharedAccess',
  parameters: z.object({ most: whole({ least: 0, most: 1_000, usual: 5 }, 'People that one may share with.') }),
  remediation:
    'In *eSignature Settings → Users → the user → Sharing* take away those who need not see these envelopes.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
  judgeRow: (read, _, { most }) => {
    const { user, envelopes } = sharing.parse(read)
    const count = envelopes.filter(({ shared }) => shared?.startsWith('shared_to')).length
    return { name: user.email || user.userId, account: user.userId, passed: count <= most, detail: `with ${count}` }
  },
  judge: judgeRows('sharedAccess', {
    say: (good, all, { most }: { most: number }) => `${good} of ${all} users share with at most ${most} others.`,
    none: { status: 'CANNOT_TELL', message: untold('who shares envelopes') },
  }),
})
