import type { MitreData } from '../policy.entity.ts'
import { anomalyPolicy, type BuiltInPolicy } from './built-in-policy.ts'

const DESTRUCTION: MitreData = { id: 'T1485', name: 'Data Destruction', tactics: ['Impact'] }
const STORAGE: MitreData = { id: 'T1530', name: 'Data from Cloud Storage', tactics: ['Collection'] }

/** Volumes of files, machines and mail; rules of mailboxes; applications that were let in. */
export const VOLUME_AND_MAIL: readonly BuiltInPolicy[] = [
  anomalyPolicy('mass-download', {
    name: 'Mass download',
    description:
      'One login takes thirty or more files, repositories or exports within ten minutes, and more than is usual for the person in an hour: data is on its way out.',
    severity: 'MEDIUM',
    mitre: [STORAGE, { id: 'T1213.003', name: 'Code Repositories', tactics: ['Collection'] }],
  }),
  anomalyPolicy('mass-share', {
    name: 'Mass sharing to the outside',
    description:
      'One login opens twenty or more things to people outside or to all within an hour, and more than is usual for the person: data leaves without being taken.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1567', name: 'Exfiltration Over Web Service', tactics: ['Exfiltration'] }],
  }),
  anomalyPolicy('mass-delete', {
    name: 'Mass deletion',
    description:
      'One login deletes thirty or more files, pages or repositories within an hour, and more than is usual for the person: work is destroyed, or traces are.',
    severity: 'MEDIUM',
    mitre: [DESTRUCTION],
  }),
  anomalyPolicy('ransomware', {
    name: 'Ransomware',
    description:
      'One login writes files with endings that encrypting malware gives, appends one ending that the tenant never had to many files, or leaves notes that tell how to pay.',
    severity: 'HIGH',
    mitre: [{ id: 'T1486', name: 'Data Encrypted for Impact', tactics: ['Impact'] }],
  }),
  anomalyPolicy('vm-creation-burst', {
    name: 'Burst of new machines',
    description:
      'Ten or more virtual machines are created within an hour by one login, more than is usual for it: somebody else computes at your cost.',
    severity: 'MEDIUM',
    mitre: [
      { id: 'T1578.002', name: 'Create Cloud Instance', tactics: ['Defense Evasion'] },
      { id: 'T1496.001', name: 'Compute Hijacking', tactics: ['Impact'] },
    ],
  }),
  anomalyPolicy('vm-deletion-burst', {
    name: 'Burst of deleted machines',
    description:
      'Ten or more virtual machines are deleted within an hour by one login, more than is usual for it: what runs is destroyed, or traces are.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1578.003', name: 'Delete Cloud Instance', tactics: ['Defense Evasion'] }, DESTRUCTION],
  }),
  anomalyPolicy('storage-deletion-burst', {
    name: 'Burst of deleted storage',
    description:
      'Five or more buckets, volumes, databases, snapshots or backups are deleted within an hour by one login, more than is usual for it: data is destroyed beyond recovery.',
    severity: 'HIGH',
    mitre: [DESTRUCTION, { id: 'T1490', name: 'Inhibit System Recovery', tactics: ['Impact'] }],
  }),
  anomalyPolicy('inbox-forwarding', {
    name: 'Mail forwarded to the outside',
    description:
      'A rule or a setting of a mailbox sends mail on to another domain: whoever set it reads along, also after the password is changed.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1114.003', name: 'Email Forwarding Rule', tactics: ['Collection'] }],
  }),
  anomalyPolicy('inbox-manipulation', {
    name: 'Mail hidden by a rule',
    description:
      'A rule of a mailbox deletes mail or moves it where nobody looks, and shows another sign of hiding, such as a name of one or two characters: the owner is not to see warnings or replies.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1564.008', name: 'Email Hiding Rules', tactics: ['Defense Evasion'] }],
  }),
  anomalyPolicy('mass-mail-deletion', {
    name: 'Mass deletion of mail',
    description:
      'One login deletes a hundred or more messages within an hour, more than is usual for the person: traces of what was sent or read are removed.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1070.008', name: 'Clear Mailbox Data', tactics: ['Defense Evasion'] }],
  }),
  anomalyPolicy('suspicious-oauth-grant', {
    name: 'Suspicious application let in',
    description:
      'Somebody lets in an application whose name only looks like a well-known one, that may do anything, or that may read mail or files and is hardly known in the tenant.',
    severity: 'MEDIUM',
    mitre: [{ id: 'T1528', name: 'Steal Application Access Token', tactics: ['Credential Access'] }],
  }),
  anomalyPolicy('oauth-credential-added', {
    name: 'Credential added to an application',
    description:
      'Somebody who does not usually do so gives an application a secret or a certificate: whoever holds it acts as the application, past any second factor.',
    severity: 'MEDIUM',
    mitre: [
      { id: 'T1098.001', name: 'Additional Cloud Credentials', tactics: ['Persistence', 'Privilege Escalation'] },
    ],
  }),
  anomalyPolicy('oauth-app-mass-download', {
    name: 'Mass download by an application',
    description:
      'An application or service reads or takes fifty or more files within a quarter of an hour, and more than is usual for it in an hour: a token is misused, or the application is.',
    severity: 'MEDIUM',
    mitre: [STORAGE],
  }),
  {
    slug: 'logging-disabled',
    name: 'Audit logging switched off in any other app',
    description:
      'An app tells that its audit log, or a part of it, is switched off. Apps whose own rules look closer (AWS, GitHub and Okta, by "Audit logging switched off") are left to these.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['logging.disable', 'logging.delete'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
        not: { connector: ['aws', 'github', 'okta'] },
      },
      title: '{actor} switched audit logging off in {app}',
    },
    author: null,
    mitre: [{ id: 'T1562.008', name: 'Disable or Modify Cloud Logs', tactics: ['Defense Evasion'] }],
    foldSeconds: 3600,
  },
]
