import { defineCheck, derived, judgeIdle } from '@casbah/sdk'
import { z } from 'zod'
import { judgeAdministrators } from './administrators.ts'

export const idleAdmins = defineCheck({
  name: 'idle-admins',
  title: 'No administrator is idle',
  description: 'Rights that nobody uses are missed by nobody when somebody else uses them.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['admins'],
  parameters: z.object({ days: z.number().int().min(1).default(90).describe('Days without a sign-in to let pass.') }),
  remediationAction: 'remove-role',
  remediation: 'Deactivate the users named here in *User Administration → Users*, or remove their roles.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2' }),
  judge: judgeAdministrators((admins, { days }: { days: number }) =>
    judgeIdle(
      admins.flatMap(({ person, isProgram, lastSeen }) => (isProgram ? [] : [{ ...person, lastSeen }])),
      {
        days,
        who: 'administrators',
        unknown: 'Sign-ins are not shown. Let Casbah’s user read sys_user.last_login_time.',
      },
    ),
  ),
})
