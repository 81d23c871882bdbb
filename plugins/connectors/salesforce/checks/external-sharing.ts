import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ QualifiedApiName: z.string(), ExternalSharingModel: z.string() })).min(1)
const PRIVATE = ['Private', 'ControlledByParent', 'ControlledByCampaign']

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
  judge: judgeListed(
    { externalDefaults: rows },
    'The external sharing defaults could not be read.',
    ({ externalDefaults }) =>
      externalDefaults.map(({ QualifiedApiName: name, ExternalSharingModel: model }) => {
        return { name, passed: PRIVATE.includes(model), detail: model }
      }),
    { say: (passing, all) => `${passing} of ${all} objects are private to outsiders by default.` },
  ),
})
