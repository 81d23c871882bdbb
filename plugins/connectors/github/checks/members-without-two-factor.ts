import { defineCheck, derived, judgeCount, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { person } from './shapes.ts'

export const membersWithoutTwoFactor = defineCheck({
  name: 'members-without-two-factor',
  title: 'No member lacks a second factor',
  description:
    'A single account without one opens the code to whoever guesses or finds its password. Required of all, it takes time until the last has one.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['membersWithoutTwoFactor'],
  each: 'membersWithoutTwoFactor',
  emptyPasses: ['membersWithoutTwoFactor'],
  remediation:
    'Open *People*, filter by *2FA: Disabled*, and have each set it up at *Settings → Password and authentication*, or remove them.',
  frameworks: [...cis('1.3.4'), ...stated({ 'CIS Controls': '6.3' }), ...derived({ 'NIST 800-53': 'IA-2(1)' })],
  judgeRow: row => {
    const { login } = person.parse(row)
    return { name: login, account: login, passed: false }
  },
  judge: ({ membersWithoutTwoFactor }) =>
    judgeCount(membersWithoutTwoFactor, {
      most: 0,
      say: count => `${count === 0 ? 'No member lacks' : `${count} lack`} a second factor.`,
      unknown: 'GitHub did not list who has no second factor, which it shows to owners only.',
    }),
})
