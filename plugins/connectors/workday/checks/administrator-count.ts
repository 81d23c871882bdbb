import { defineCheck, derived, judgeCount, tallyOf } from '@casbah/sdk'
import { z } from 'zod'
import { groupsOf, isAdministrator } from '../account.ts'
import { enabledAccount, nameOf } from './accounts-have-not.ts'

const MOST = 5
const WATCHED = ['Security Administrator', 'Setup Administrator']

export const administratorCount = defineCheck({
  name: 'administrator-count',
  title: `At most ${MOST} administrators of security and set-up`,
  description:
    'Whoever administers security gives rights to anybody, themselves included. Each is one more account to be taken over.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['accounts'],
  each: 'accounts',
  parameters: z.object({
    most: z.number().int().min(1).max(1_000).default(MOST).describe('Most administrators that there should be.'),
  }),
  remediation:
    'Run *View Security Group* for *Security Administrator* and *Setup Administrator*, and take out those who do not need it by *Assign Users to User-Based Security Group*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const read = enabledAccount(row)
    if (!read || !isAdministrator(read, WATCHED)) return null
    const held = groupsOf(read).filter(name => WATCHED.includes(name))
    return { ...nameOf(read), passed: false, detail: `member of ${held.join(', ')}` }
  },
  judge: ({ accounts }, { most }) =>
    judgeCount(tallyOf(accounts), {
      fewest: 1,
      most,
      say: count => `There are ${count} administrators; at most ${most} are asked for.`,
      unknown:
        'The report “Casbah Accounts” shows nobody in these groups. Add Security_Groups_group with the column Group_Name.',
    }),
})
