import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { countOf, devices, member } from './shapes.ts'

export const suspendedDevices = defineCheck({
  name: 'suspended-devices',
  title: 'Who is suspended is signed in nowhere',
  description:
    'A device that stays linked keeps its copy of the files, and goes on where it left off if the account comes back.',
  severity: 'MEDIUM',
  category: 'inactive',
  points: 4,
  reads: ['members', 'devices'],
  each: 'members',
  remediation: 'In the admin console open *Members*, the member, *Devices*, and unlink what is there.',
  remediationAction: 'end-sessions',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judgeRow: (row, { devices: read }) => {
    const [all, { profile }] = [devices.min(1).parse(read), member.parse(row)]
    const { team_member_id: account, email: name, status } = profile
    if (status['.tag'] !== 'suspended') return { name, account, passed: true }
    const count = countOf(all, account)
    return { name, account, passed: count === 0, detail: `${count} sessions and devices of one who is suspended` }
  },
  judge: judgeRows('members', {
    say: (passing, all) => `${passing} of ${all} members are not suspended, or signed in nowhere.`,
    none: { status: 'CANNOT_TELL', message: 'Dropbox did not list the members and their devices.' },
  }),
})
