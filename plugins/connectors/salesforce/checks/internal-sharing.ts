import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { shareOf } from './share-of.ts'

const OBJECTS = ['Account', 'Case', 'Lead', 'Opportunity'] as const
const access = z.string()
const rows = z.array(
  z.looseObject({
    DefaultAccountAccess: access,
    DefaultCaseAccess: access,
    DefaultLeadAccess: access,
    DefaultOpportunityAccess: access,
  }),
)

export const internalSharing = defineCheck({
  name: 'internal-sharing',
  title: 'Records are private by default',
  description:
    'Where the default is public, every user reads the customers of all others, and so does whoever takes his account over.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['organization'],
  remediation:
    'Open *Setup → Sharing Settings* and set the default internal access of accounts, cases, leads and opportunities to *Private*.',
  url: 'https://help.salesforce.com/s/articleView?id=sf.security_sharing_owd_about.htm&type=5',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.organization)
    const organization = parsed.success ? parsed.data[0] : undefined
    if (!organization) return { status: 'CANNOT_TELL', message: 'The sharing defaults could not be read.' }
    const subjects = OBJECTS.map(name => {
      const access = organization[`Default${name}Access`]
      return { name, passed: access === 'None' || access === 'ControlledByParent', detail: access }
    })
    return shareOf(subjects, (passed, all) => `${passed} of ${all} objects are private by default.`)
  },
})
