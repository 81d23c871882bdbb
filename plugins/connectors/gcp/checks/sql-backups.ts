import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('6.8'), ...derived({ 'NIST 800-53': 'CP-9' }), ...stated({ 'SOC 2': 'CC7.4' })],
  ...eachAsset(
    'databases',
    { settings: z.looseObject({ backupConfiguration: configuration }), instanceType: z.string().nullish() },
    ({ settings, instanceType }) =>
      // A replica is backed up with its primary.
      instanceType === 'READ_REPLICA_INSTANCE' ? null : { passed: settings.backupConfiguration?.enabled === true },
    (passing, all) => `${passing} of ${all} databases are backed up by themselves.`,
    'There are no databases.',
  ),
})
