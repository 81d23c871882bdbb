import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { allowed, sharedOutside, shares, UNSEEN, users } from './shapes.ts'

export const sharedSheets = defineCheck({
  name: 'shared-sheets',
  title: 'Sheets are shared within the organisation',
  description: 'Whom a sheet was once shared with reads it for ever, also what is added later.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['users', 'sheets', 'sheetShares'],
  parameters: allowed,
  remediation:
    'Open each sheet named here, *Share*, and remove those who are done; allow domains of partners as a parameter of this check.',
  remediationAction: 'remove-share',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
  judge: judgeListed(
    { users, sheetShares: shares.min(1) },
    UNSEEN,
    (read, more: { allowed: string[] }) => sharedOutside(read.sheetShares, read.users, more.allowed, /./),
    { say: (passing, all) => `${all - passing} of ${all} sheets are shared with somebody from outside.` },
  ),
})
