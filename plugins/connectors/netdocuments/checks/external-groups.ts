import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { cabinetGroups, cabinetRights, NO_CABINETS } from './cabinet-rights.ts'

export const externalGroups = defineCheck({
  name: 'external-groups',
  title: 'Groups from outside can neither share nor administer in a cabinet',
  description:
    'A group from outside with the right to share hands documents on to whomever it likes, and with the right to administer decides who else comes in. Its members are not yours to choose.',
  severity: 'HIGH',
  category: 'guest',
  points: 8,
  reads: ['cabinetRights', 'cabinetGroups'],
  remediation:
    'Open *Admin → cabinet name → Cabinet membership* and leave each group named here *View*, or *View* and *Edit*; or remove it.',
  remediationAction: 'remove-cabinet-group',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.15' }),
  judge: judgeParsed({ cabinetRights, cabinetGroups }, NO_CABINETS.message, ({ cabinetRights, cabinetGroups }) => {
    const subjects = cabinetGroups.flatMap(({ parent, value }) => {
      const here = cabinetRights.find(one => one.parent.id === parent.id)?.value ?? []
      return value
        .filter(({ External }) => External)
        .map(({ Id, Name }) => {
          const may = here.find(({ principal }) => principal === Id)
          const named = { name: `${parent.name || parent.id}: ${Name || Id}`, resource: parent.id }
          // Rights of hidden groups are not told, and what is unknown does not pass.
          if (!may) return { ...named, passed: false, detail: 'hidden, so its rights are unknown' }
          const too = [may.share && 'shares', may.administer && 'administers'].filter(Boolean)
          return { ...named, passed: too.length === 0, ...(too.length > 0 && { detail: too.join(' and ') }) }
        })
    })
    return judgeSubjects(subjects, {
      say: (passing, all) =>
        `${all - passing} of ${all} groups from outside share or administer in a cabinet, or hide what they may do.`,
      none: { status: 'PASS', message: 'No cabinet lets in a group from outside.' },
    })
  }),
})
