import { defineCheck, derived } from '@casbah/sdk'
import { judgeExternalGroups } from './cabinet-rights.ts'

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
  judge: judgeExternalGroups,
})
