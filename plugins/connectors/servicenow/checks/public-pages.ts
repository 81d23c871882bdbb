import { defineCheck, derived, judgeTally } from '@casbah/sdk'
import { z } from 'zod'

const row = z.looseObject({ sys_id: z.string(), page: z.string().min(1), active: z.string() })
const USUAL = ['login', 'login_locate_sso', 'logout', 'logout_success', 'external_logout_complete', 'session_timeout']

export const publicPages = defineCheck({
  name: 'public-pages',
  title: 'Only known pages need no sign-in',
  description: 'What is public shows its records to anyone who has the address.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  reads: ['publicPages'],
  each: 'publicPages',
  parameters: z.object({ known: z.array(z.string()).default(USUAL).describe('Pages that may be public.') }),
  remediation: 'In *System Definition → Public Pages* deactivate the pages named here.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1' }),
  judgeRow: (read, _, { known }) => {
    const { sys_id: resource, page: name, active } = row.parse(read)
    return active === 'true' ? { name, resource, passed: known.includes(name) } : null
  },
  judge: ({ publicPages: pages }) =>
    judgeTally(pages, {
      say: (passing, all) => `${all - passing} of ${all} public pages are not among the known ones.`,
      none: { status: 'CANNOT_TELL', message: 'No public page was listed. Let Casbah’s user read sys_public.' },
    }),
})
