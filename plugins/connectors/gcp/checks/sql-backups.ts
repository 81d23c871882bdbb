import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const configuration = z.looseObject({ enabled: z.boolean().nullish() }).nullish()

export const sqlBackups = defineCheck({
  name: 'sql-backups',
  title: 'Databases are backed up every day',
  description: 'Without backups a mistake or an extortionist takes the data for good.',
  severity: 'HIGH',
  category: 'backup',
  points: 5,
  remediation: 'In *SQL → Backups* of each instance named here turn automated backups on.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '6.8' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CP-9', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.4' },
  ],
  ...eachAsset(
    'databases',
    { settings: z.looseObject({ backupConfiguration: configuration }), instanceType: z.string().nullish() },
    ({ settings, instanceType }) =>
      // A replica is backed up with its primary.
      instanceType === 'READ_REPLICA_INSTANCE' ? null : { passed: settings.backupConfiguration?.enabled === true },
    {
      say: (passing, all) => `${passing} of ${all} databases are backed up by themselves.`,
      none: 'There are no databases.',
    },
  ),
})
