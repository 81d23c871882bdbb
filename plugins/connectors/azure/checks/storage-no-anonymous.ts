import { defineCheck, judgeTally } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '9.3.8' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.15', derived: true },
  ],
  // An account on which it was never set is by its age open or closed, so nobody can tell.
  judgeRow: propertyIs('allowBlobPublicAccess', value => value === false),
  judge: ({ storageAccounts }) =>
    judgeTally(storageAccounts, {
      say: (passing, all) => `${passing} of ${all} storage accounts let nobody in unnamed.`,
      none: 'There are no storage accounts.',
    }),
})
