import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { propertyIs } from './property-is.ts'

export const storageNoAnonymous = defineCheck({
  name: 'storage-no-anonymous',
  title: 'Storage accounts let nobody in unnamed',
  description:
    'Where an account allows it, one container set to public is open to the whole internet, and search engines of blobs find it within hours.',
  severity: 'HIGH',
  category: 'public',
  points: 9,
  reads: ['storageAccounts'],
  each: 'storageAccounts',
  remediation:
    'In the Azure portal open each storage account named here, *Settings → Configuration*, and disable *Allow Blob anonymous access*. Blobs that are meant for everybody belong behind a content delivery network.',
  remediationAction: 'disable-storage-public-access',
  frameworks: [...cis6('9.3.8'), ...derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.15' })],
  // An account on which it was never set is by its age open or closed, so nobody can tell.
  judgeRow: propertyIs('allowBlobPublicAccess', value => value === false),
  judge: judgeRows('storageAccounts', {
    say: (passing, all) => `${passing} of ${all} storage accounts let nobody in unnamed.`,
    none: 'There are no storage accounts.',
  }),
})
