import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ QualifiedApiName: z.string(), ExternalSharingModel: z.string() })).min(1)

export const externalSharing = defineCheck({
  name: 'external-sharing',
  title: 'Records are private to outsiders by default',
  description:
    'Users of portals and sites, and guests, see what is public to outsiders without anybody having shared it.',
  severity: 'HIGH',
  category: 'sharing',
  points: 7,
  reads: ['externalDefaults'],
  remediation:
    'Open *Setup → Sharing Settings* and set *Default External Access* of the objects that are named to *Private*.',
  url: 'https://help.salesforce.com/s/articleView?id=sf.security_owd_external.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' }),
  judge: judgeParsed({ externalDefaults: rows }, 'The external sharing defaults could not be read.', read =>
    judgeSubjects(
      read.externalDefaults.map(one => ({
        name: one.QualifiedApiName,
        passed: ['Private', 'ControlledByParent', 'ControlledByCampaign'].includes(one.ExternalSharingModel),
        detail: one.ExternalSharingModel,
      })),
      {
        say: (passing, all) => `${passing} of ${all} objects are private to outsiders by default.`,
        none: 'No object has such a default.',
      },
    ),
  ),
})
