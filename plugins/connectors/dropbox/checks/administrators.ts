import { defineCheck, derived, judgeRowCount, whole } from '@casbah/sdk'
import { z } from 'zod'
import { member } from './shapes.ts'

export const administrators = defineCheck({
  name: 'administrators',
  title: 'The team has 2 to 5 administrators',
  description: 'One administrator who is ill leaves nobody to act. Each one more is one more account worth stealing.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['members'],
  each: 'members',
  parameters: z.object({
    fewest: whole({ least: 1, most: 100, usual: 2 }, 'Fewest administrators.'),
    most: whole({ least: 1, most: 1_000, usual: 5 }, 'Most administrators.'),
  }),
  remediation: 'In the admin console open *Members*, and *Change admin status* of those who need not administer.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const { profile, roles } = member.parse(row)
    if (profile.status['.tag'] !== 'active' || roles.length === 0) return null
    return { name: profile.email, account: profile.team_member_id, passed: false }
  },
  judge: judgeRowCount('members', {
    say: count => `The team has ${count} administrators.`,
    unknown: 'Dropbox did not tell who administers the team.',
  }),
})
