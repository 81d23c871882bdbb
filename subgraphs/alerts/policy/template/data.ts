import { defineTemplate } from './define-template.ts'
import { ABROAD } from './abroad.ts'
import * as technique from './techniques.ts'

const DONE = ['SUCCESS', 'UNKNOWN']

/** Data that is taken, changed or destroyed. */
export const DATA_TEMPLATES = [
  defineTemplate({
    id: 'mass-download',
    name: 'Mass download',
    description:
      'One login takes thirty or more files, repositories or exports within ten minutes, and more than is usual for the person in an hour: data is on its way out.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'mass-download', parameters: {} },
    mitre: [technique.CLOUD_STORAGE, technique.CODE_REPOSITORIES],
    isBuiltIn: true,
  }),
  defineTemplate({
    id: 'fast-download',
    name: 'Fifty downloads in a minute',
    description: 'One person downloads more than fifty files within a minute: a program does that, not a hand.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['file.download'] }, outcome: DONE },
      count: 51,
      windowSeconds: 60,
      per: ['USER'],
      title: '{actor} downloaded {count} files from {app} within a minute',
    },
    mitre: [technique.CLOUD_STORAGE],
  }),
  defineTemplate({
    id: 'ransomware-activity',
    name: 'Possible ransomware activity',
    description:
      'One person changes, renames or replaces two hundred files within ten minutes. Sync clients do so after a reorganisation.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['file.update', 'file.upload', 'file.rename', 'file.delete', 'file.trash'] },
        outcome: DONE,
      },
      count: 200,
      windowSeconds: 600,
      per: ['USER', 'APP'],
      distinct: { field: 'TARGET', count: 100 },
      title: '{actor} changed {count} files in {app} within {minutes} minutes',
    },
    mitre: [technique.ENCRYPTED],
  }),
  defineTemplate({
    id: 'many-files-deleted',
    name: 'Many files deleted',
    description: 'One person deletes a hundred files within ten minutes.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['file.delete', 'file.trash', 'file.delete_version'] }, outcome: DONE },
      count: 100,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} deleted {count} files in {app} within {minutes} minutes',
    },
    mitre: [technique.DESTRUCTION],
  }),
  defineTemplate({
    id: 'many-files-shared',
    name: 'Many files shared',
    description: 'One person shares thirty files within ten minutes.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['file.share', 'file.visibility', 'file.share_domain', 'file.send', 'public_link.create'] },
        outcome: DONE,
      },
      count: 30,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} shared {count} files in {app} within {minutes} minutes',
    },
    mitre: [technique.OVER_WEB_SERVICE],
  }),
  defineTemplate({
    id: 'data-export',
    name: 'Data exported as a whole',
    description: 'Somebody exports a whole mailbox, report, database or organisation.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: {
          in: [
            'data.export',
            'data.export_download',
            'mailbox.export',
            'user.export',
            'table.export',
            'repository.export',
            'snapshot.export',
            'vm.export',
          ],
        },
        outcome: DONE,
      },
      title: '{actor} exported data from {app}: {action}',
    },
    mitre: [technique.REPOSITORIES, technique.OVER_WEB_SERVICE],
  }),
  defineTemplate({
    id: 'reports-exported',
    name: 'Many reports exported',
    description: 'One person exports ten reports or lists within an hour, as leavers do.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['report.export', 'data.export', 'user.export', 'group.export'] }, outcome: DONE },
      count: 10,
      windowSeconds: 3600,
      per: ['USER'],
      title: '{actor} exported {count} reports from {app} within {minutes} minutes',
    },
    mitre: [technique.REPOSITORIES],
  }),
  defineTemplate({
    id: 'data-taken-abroad',
    name: 'Data taken from an unexpected country',
    description:
      'Files are downloaded or data is exported from a country that is not in the list. Put your own countries in the place of those given.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['file.download', 'data.export', 'report.export', 'repository.clone'] },
        outcome: DONE,
        ...ABROAD,
      },
      title: '{actor} took data from {app} in {country} ({ip})',
    },
    mitre: [technique.CLOUD_STORAGE],
  }),
  defineTemplate({
    id: 'download-from-risky-address',
    name: 'Data taken from a risky address',
    description:
      'Files are downloaded or data is exported from an address that is tagged risky, a proxy or a Tor exit.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['file.download', 'data.export', 'report.export', 'repository.clone', 'repository.download'] },
        outcome: DONE,
        ip: { tag: ['RISKY', 'PROXY', 'TOR'] },
      },
      title: '{actor} took data from {app} from the risky address {ip} ({country})',
    },
    mitre: [technique.CLOUD_STORAGE, technique.PROXY],
  }),
  defineTemplate({
    id: 'secrets-read',
    name: 'Many secrets read',
    description: 'One person reads ten secrets within ten minutes.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['secret.access'] }, outcome: DONE },
      count: 10,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} read {count} secrets in {app} within {minutes} minutes',
    },
    mitre: [technique.SECRETS_STORES],
  }),
]
