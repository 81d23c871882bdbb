import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { users, groupInfo, groupMembers } from './shapes.ts'

export const externalMembers = defineCheck({
  name: 'external-members',
  title: 'Internal groups have no external users',
  description:
    'An internal group is let into cabinets as the organisation itself. An external user in it sees all that the group sees, and no list of external groups shows it.',
  severity: 'HIGH',
  category: 'guest',
  points: 8,
  reads: ['users', 'groups', 'groupInfo', 'groupMembers'],
  // A group that nobody is in yet.
  emptyPasses: ['groupMembers'],
  touchedBy: ['Repository add users', 'Repository remove users', 'Repository add groups', 'Repository remove groups'],
  remediation:
    'Open *Admin → repository name → Add and Remove Users and Groups*, take each external user named here out of the group, and put them into an external group of their matter.',
  remediationAction: 'remove-from-group',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.15' }),
  judge: judgeParsed(
    { users, groupInfo, groupMembers },
    'NetDocuments did not tell the groups, their members and their kinds.',
    ({ users, groupInfo, groupMembers }) => {
      const outside = new Set(users.flatMap(({ id, external }) => (external ? [id] : [])))
      const internal = groupInfo.filter(({ value }) => !value.external)
      const subjects = internal.map(({ parent, value }) => {
        const all = groupMembers.find(one => one.parent === parent)?.value
        const strangers = all?.filter(({ id }) => outside.has(id)).length
        return {
          name: value.name || parent,
          passed: strangers === 0,
          detail: strangers === undefined ? 'members unknown' : `${strangers} external users of ${all?.length} members`,
        }
      })
      return judgeSubjects(subjects, {
        say: (passing, all) => `${all - passing} of ${all} internal groups have external users.`,
        none: 'There are no internal groups.',
      })
    },
  ),
})
