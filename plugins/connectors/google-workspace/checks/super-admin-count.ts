import { defineCheck } from '@casbah/sdk'
import { activeUsers } from './users.ts'

const LEAST = 2
const MOST = 4

export const superAdminCount = defineCheck({
  name: 'super-admin-count',
  title: `Between ${LEAST} and ${MOST} super administrators`,
  description:
    'A single super administrator who is locked out locks out the organisation; each one more is one more account that opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['users'],
  touchedBy: [
    'admin.GRANT_ADMIN_PRIVILEGE',
    'admin.REVOKE_ADMIN_PRIVILEGE',
    'admin.ASSIGN_ROLE',
    'admin.UNASSIGN_ROLE',
    'admin.CREATE_USER',
    'admin.UNDELETE_USER',
    'admin.DELETE_USER',
    'admin.SUSPEND_USER',
    'admin.UNSUSPEND_USER',
    'admin.ARCHIVE_USER',
    'admin.UNARCHIVE_USER',
  ],
  remediation:
    'In the admin console open *Account → Admin roles → Super Admin → Admins*. Add a second, or unassign those who can work with a smaller role.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '1.1.1' },
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '1.1.2' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.6.2v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(5)' },
  ],
  judge: read => {
    const people = activeUsers(read)
    if (!people || people.some(({ isAdmin }) => typeof isAdmin !== 'boolean'))
      return { status: 'CANNOT_TELL', message: 'The list of users does not say who is a super administrator.' }
    const admins = people.filter(({ isAdmin }) => isAdmin)
    if (admins.length === 0)
      return { status: 'CANNOT_TELL', message: 'The list of users names no super administrator.' }
    const good = admins.length >= LEAST && admins.length <= MOST
    const message = `There are ${admins.length} super administrators; ${LEAST} to ${MOST} are asked for.`
    const subjects = admins.map(({ id, primaryEmail }) => ({ name: primaryEmail, passed: good, account: id }))
    return { status: good ? 'PASS' : 'FAIL', message, subjects, values: { superAdmins: admins.length } }
  },
})
