import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { activeAdmin } from './users.ts'

export const managedAdministrators = defineCheck({
  name: 'managed-administrators',
  title: 'Administrators are managed accounts',
  description:
    'An account outside the verified domains belongs to the person: you can neither demand a second step of it nor deactivate it, and its password may be reset by whoever has that mailbox.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['users'],
  each: 'users',
  touchedBy: ['domain_*'],
  remediation:
    'In Atlassian Administration open *Directory → Users*, give the role to an account of your own domain in place of the one named here, and take it from that.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(7)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.16' }),
  judgeRow: row => {
    const admin = activeAdmin(row)
    if (!admin || admin === 'UNCLEAR') return admin
    if (admin.claimStatus !== 'managed' && admin.claimStatus !== 'unmanaged') return 'UNCLEAR'
    return { name: admin.name, account: admin.accountId, passed: admin.claimStatus === 'managed' }
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${passing} of ${all} administrators are managed accounts.`,
    none: { status: 'CANNOT_TELL', message: 'Atlassian named no administrator, and every organisation has one.' },
  }),
})
