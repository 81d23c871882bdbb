import type { Need } from './sight.ts'

/** What Microsoft's documentation of Defender for Cloud Apps says of one app; names are Microsoft's. */
export interface Theirs {
  /** As the app is called here. */
  name: string
  /** Date of the page that it was read from. */
  page: string
  /** Built-in detections that the app's page lists; those that it no longer lists are left out. */
  detections: readonly DetectionName[]
  /** Policy templates; empty where the page gives none for the app. */
  templates: readonly string[]
  /** Actions that Microsoft carries out in the app itself, each with ours of the app that do it, by name, or why there is none. */
  actions: Readonly<Record<string, Answer>>
  /** Whether its page offers the three actions that are carried out in Entra ID. */
  entra: boolean
  /** Security recommendations for the app's settings. */
  recommendations: { count: number; isAll: boolean; note?: string }
  /** Why a detection or a template of theirs has none of ours here, where more can be said than what is seen of the connector. */
  because?: Readonly<Record<string, string>>
}

/** Names of actions of ours that do it, those that the connector has; or in plain words why none does. */
export type Answer = readonly string[] | string

/** A detection of theirs: policies or templates of ours that find the same, those that can see it in the app; `note` says where it differs. */
export const DETECTIONS = {
  'Activity from anonymous IP addresses': { by: ['anonymous-ip'], need: { address: true } },
  'Activity from infrequent country': { by: ['infrequent-country'], need: { address: true } },
  'Activity from suspicious IP addresses': { by: ['suspicious-ip'], need: { address: true } },
  'Impossible travel': { by: ['impossible-travel'], need: { address: true } },
  'Activity performed by terminated user': { by: ['terminated-user'] },
  'Multiple failed login attempts': { by: ['password-attack'] },
  'Unusual administrative activities': { by: ['unusual-admin-activity'] },
  'Unusual impersonated activities': { by: ['unusual-impersonation', 'impersonation'] },
  'Unusual multiple file download activities': { by: ['mass-download'], need: { action: /^file\./ } },
  'Unusual file share activities': { by: ['mass-share'], need: { action: /^(file|public_link)\./ } },
  'Unusual file deletion activities': { by: ['mass-delete'], need: { action: /^(file|folder)\./ } },
  'Ransomware detection': { by: ['ransomware'] },
  'Malware detection': {
    by: ['vendor-threat'],
    need: { vendorAction: /malware|malicious|virus/i },
    note: 'what the vendor itself finds; Casbah scans no file',
  },
  'Suspicious email deletion activity': { by: ['mass-mail-deletion'] },
  'Suspicious inbox forwarding': { by: ['inbox-forwarding'] },
  'Misleading OAuth app name': { by: ['oauth-look-alike'] },
  'Misleading publisher name for an OAuth app': { by: ['oauth-publisher-look-alike'] },
  'Malicious OAuth app consent': {
    by: ['suspicious-oauth-grant'],
    note: 'by signs of the app and its rights; Casbah has no list of apps known as malicious',
  },
} as const satisfies Record<string, Same>

export type DetectionName = keyof typeof DETECTIONS

/** Policies or templates of ours, by id. */
export interface Same {
  by: readonly string[]
  need?: Need
  note?: string
}

/** A template of theirs, likewise; the first name by app, where an app has one of its own. */
export const TEMPLATES_OF_THEIRS: Readonly<Record<string, Same | string>> = {
  'Logon from a risky IP address': { by: ['aws-risky-sign-in', 'workday-risky-sign-in', 'risky-sign-in'] },
  'Mass download by a single user': { by: ['fast-download'] },
  'Potential ransomware activity': { by: ['ransomware-activity'] },
  'File shared with an unauthorized domain': { by: ['file-other-domain'] },
  'File shared with personal email addresses': { by: ['file-personal-mail'] },
  'Files with PII/PCI/PHI':
    'Casbah reads no contents of files; *File with a sensitive name shared outside* goes by names',
  'Access level change (Teams)': { by: ['microsoft-365-teams-access'] },
  'External user added (Teams)': { by: ['microsoft-365-teams-external'] },
  'Mass deletion (Teams)': { by: ['microsoft-365-teams-deletion'] },
  'Admin console sign-in failures': { by: ['aws-console-failures'] },
  'EC2 instance configuration changes': { by: ['aws-instance-changes'] },
  'IAM policy changes': { by: ['aws-iam-changes'] },
  'Network ACL changes': { by: ['aws-network-acl-changes'] },
  'Network gateway changes': { by: ['aws-gateway-changes'] },
  'S3 bucket activity': { by: ['aws-bucket-activity'] },
  'Security group configuration changes': { by: ['aws-security-group-changes'] },
  'Virtual private network changes': { by: ['aws-vpn-changes'] },
  'S3 bucket is publicly accessible': { by: ['bucket-public', 's3-bucket-public'] },
  'Changes to compute engine resources': { by: ['gcp-compute-changes'] },
  'Changes to StackDriver configuration': { by: ['gcp-logging-changes'] },
  'Changes to storage resources': { by: ['gcp-storage-changes'] },
  'Changes to Virtual Private Network': { by: ['gcp-vpn-changes'] },
}

/** What Microsoft does in Entra ID for apps that it has no way into. Ours in the app, by name; `casbah/...` is of every app. */
export const ENTRA: Readonly<Record<string, readonly string[]>> = {
  'Notify user on alert': ['casbah/notify-user'],
  'Require user to sign in again': ['end-sessions', 'revoke-sessions', 'revoke-role-sessions'],
  'Suspend user': [
    'suspend-user',
    'suspend-account',
    'suspend-member',
    'disable-user',
    'freeze-user',
    'lock-out-user',
    'deactivate-user',
    'deactivate-account',
    'attach-deny-all',
    'close-membership',
  ],
}

const PLACES = [
  'Activity from anonymous IP addresses',
  'Activity from infrequent country',
  'Activity from suspicious IP addresses',
  'Impossible travel',
] as const
const TERMINATED = 'Activity performed by terminated user'
const FAILED = 'Multiple failed login attempts'
const ADMIN = 'Unusual administrative activities'
const IN_NAME_OF = 'Unusual impersonated activities'
const DOWNLOAD = 'Unusual multiple file download activities'
const SHARE = 'Unusual file share activities'
const DELETE = 'Unusual file deletion activities'
const RANSOM = 'Ransomware detection'
const MALWARE = 'Malware detection'

const RISKY = 'Logon from a risky IP address'
const MASS = 'Mass download by a single user'
const RANSOM_TEMPLATE = 'Potential ransomware activity'
const SHARED = ['File shared with an unauthorized domain', 'File shared with personal email addresses']
const PERSONAL_DATA = 'Files with PII/PCI/PHI'

const NO_DIGEST = 'not yet: Casbah writes to the person of an account, not digests about files'
const NO_QUARANTINE = 'not yet: no action of ours moves files into a folder of the administrators'
const NO_LABEL = 'not yet: no action of ours sets or takes labels here'
const NONE = { count: 0, isAll: true }
const CLOUD_POSTURE = { ...NONE, note: 'none here: cloud posture belongs to another product of theirs' }

/** Their half, by slug of our connector. The facts were read from Microsoft's public documentation at the dates given. */
export const DEFENDER: Readonly<Record<string, Theirs>> = {
  atlassian: {
    name: 'Atlassian',
    page: '2026-07-03',
    detections: [...PLACES, FAILED, ADMIN, IN_NAME_OF],
    templates: [],
    actions: {},
    entra: true,
    recommendations: { count: 8, isAll: true },
  },
  aws: {
    name: 'Amazon Web Services',
    page: '2025-11-24',
    detections: [...PLACES, TERMINATED, FAILED, ADMIN],
    templates: [
      'Admin console sign-in failures',
      'EC2 instance configuration changes',
      'IAM policy changes',
      RISKY,
      'Network ACL changes',
      'Network gateway changes',
      'S3 bucket activity',
      'Security group configuration changes',
      'Virtual private network changes',
      'S3 bucket is publicly accessible',
    ],
    actions: {
      'Make S3 bucket private': ['make-bucket-private'],
      'Remove collaborator from S3 bucket': ['remove-bucket-statement'],
    },
    entra: true,
    recommendations: CLOUD_POSTURE,
  },
  azure: {
    name: 'Microsoft Azure',
    page: '2026-07-03',
    detections: [...PLACES.slice(0, 3), TERMINATED, FAILED, ADMIN],
    templates: [],
    actions: {},
    entra: true,
    recommendations: CLOUD_POSTURE,
  },
  box: {
    name: 'Box',
    page: '2026-06-16',
    detections: [...PLACES, TERMINATED, MALWARE, FAILED, RANSOM, ADMIN, DELETE, SHARE, DOWNLOAD],
    templates: [RISKY, MASS, RANSOM_TEMPLATE, ...SHARED, PERSONAL_DATA],
    actions: {
      'Suspend user': ['deactivate-user', 'suspend-user'],
      'Unsuspend user': ['undo deactivate-user', 'undo suspend-user'],
      'Change shared-link access level': ['change-shared-link', 'restrict-shared-link'],
      'Admin quarantine': NO_QUARANTINE,
      'User quarantine': NO_QUARANTINE,
      'Restore from user quarantine': NO_QUARANTINE,
      'Remove a collaborator': ['remove-collaborator'],
      'Remove direct shared link': ['remove-shared-link'],
      'Remove external collaborators':
        'not at once: *remove-collaborator* takes them one by one where the connector has it',
      'Remove all collaborations of a user':
        'not at once: *remove-collaborator* takes them one by one where the connector has it',
      'Set expiry on shared link': ['expire-shared-link'],
      'Apply / remove sensitivity label': ['apply-classification', 'classify-file'],
      'Digest to owner': NO_DIGEST,
      'Digest to last editor': NO_DIGEST,
      Trash: ['trash-file'],
    },
    entra: true,
    recommendations: NONE,
  },
  docusign: {
    name: 'DocuSign',
    page: '2025-08-18',
    detections: [...PLACES, TERMINATED, FAILED],
    templates: [],
    actions: {},
    entra: true,
    recommendations: { count: 2, isAll: false, note: 'two topics are named' },
  },
  dropbox: {
    name: 'Dropbox',
    page: '2026-07-03',
    detections: [...PLACES, TERMINATED, MALWARE, FAILED, RANSOM, DELETE, SHARE, DOWNLOAD],
    templates: [RISKY, MASS, RANSOM_TEMPLATE, ...SHARED, PERSONAL_DATA],
    actions: {
      'Remove direct shared link': ['revoke-link', 'revoke-shared-link'],
      'Digest to owner': NO_DIGEST,
      'Trash file': ['trash-file'],
    },
    entra: true,
    recommendations: { count: 1, isAll: true },
  },
  egnyte: {
    name: 'Egnyte',
    page: '2025-11-27',
    detections: [...PLACES, TERMINATED, FAILED],
    templates: [],
    actions: {},
    entra: true,
    recommendations: NONE,
  },
  gcp: {
    name: 'Google Cloud',
    page: '2026-07-03',
    detections: [...PLACES, TERMINATED],
    templates: [
      'Changes to compute engine resources',
      'Changes to StackDriver configuration',
      'Changes to storage resources',
      'Changes to Virtual Private Network',
      RISKY,
    ],
    actions: {
      'Require Google password reset (through a linked Google Workspace)':
        'not in this app: *require-password-change* of Google Workspace, on the same person’s account there',
      'Suspend user (through a linked Google Workspace)':
        'not in this app: *suspend-user* of Google Workspace, on the same person’s account there',
    },
    entra: true,
    recommendations: CLOUD_POSTURE,
  },
  github: {
    name: 'GitHub Enterprise Cloud',
    page: '2026-01-07',
    detections: [],
    templates: [],
    actions: {},
    entra: false,
    recommendations: { count: 4, isAll: false, note: 'four are named as examples' },
  },
  'google-workspace': {
    name: 'Google Workspace',
    page: '2025-12-15',
    detections: [...PLACES, TERMINATED, MALWARE, FAILED, ADMIN],
    templates: [RISKY, ...SHARED, PERSONAL_DATA],
    actions: {
      'Suspend user': ['suspend-user'],
      'Unsuspend user': ['undo suspend-user'],
      'Require Google password reset': ['require-password-change'],
      'Revoke admin privileges': 'not yet: no action of ours takes roles here',
      'Apply / remove sensitivity label': NO_LABEL,
      'Grant read permission to domain': 'no: Casbah takes access away and gives none',
      'Make private': ['make-file-private'],
      'Reduce public access': 'not yet: *remove-file-access* takes it whole',
      'Remove public access': ['remove-file-access'],
      'Remove a collaborator': ['remove-file-access'],
      'Remove external collaborators': 'not at once: *remove-file-access* takes one person, group or domain',
      'Remove all collaborations of a user': 'not at once: *remove-file-access* acts on one file',
      'Remove / restore editors’ ability to share': 'not yet',
      'Transfer file ownership': ['transfer-file'],
      'Grant / revoke read permission to myself': 'no: Casbah takes access away and gives none',
      'Digest to owner': NO_DIGEST,
      'Digest to last editor': NO_DIGEST,
      'Trash file': ['trash-file'],
      'Revoke OAuth app permission': ['revoke-app'],
      'Ban / unban app, revoke one user from app, notify user':
        'in part: *revoke-app* takes what one user gave; no action of ours bans an app for all',
    },
    entra: true,
    recommendations: { count: 1, isAll: true },
  },
  netdocuments: {
    name: 'NetDocuments',
    page: '2025-11-27',
    detections: [...PLACES, TERMINATED, SHARE, DELETE, ADMIN, DOWNLOAD],
    templates: [],
    actions: {},
    entra: true,
    recommendations: { count: 1, isAll: true, note: 'in preview' },
  },
  'microsoft-365': {
    name: 'Microsoft 365',
    page: '2026-07-03',
    detections: [
      ...PLACES,
      TERMINATED,
      MALWARE,
      FAILED,
      RANSOM,
      'Suspicious email deletion activity',
      'Suspicious inbox forwarding',
      DELETE,
      SHARE,
      DOWNLOAD,
      'Misleading OAuth app name',
      'Misleading publisher name for an OAuth app',
      'Malicious OAuth app consent',
    ],
    templates: [
      RISKY,
      MASS,
      RANSOM_TEMPLATE,
      'Access level change (Teams)',
      'External user added (Teams)',
      'Mass deletion (Teams)',
      ...SHARED,
      PERSONAL_DATA,
    ],
    actions: {
      'Confirm user compromised (in Entra ID)': ['confirm-compromised'],
      'Unsuspend user': ['undo disable-user'],
      'Inherit parent folder permissions': 'not yet',
      'Make file/folder private':
        'in two steps: *remove-file-links* takes the links, *remove-file-access* one person or group',
      'Admin quarantine': NO_QUARANTINE,
      'User quarantine': NO_QUARANTINE,
      'User quarantine, with owner permissions': NO_QUARANTINE,
      Trash: 'not yet: no action of ours deletes files here',
      'Remove a collaborator': ['remove-file-access'],
      'Remove external collaborators': 'not at once: *remove-file-access* takes one person or group',
      'Apply / remove sensitivity label': NO_LABEL,
      'Revoke OAuth app permission': ['revoke-grant'],
      'Ban / disable / enable app': ['disable-app'],
    },
    entra: true,
    recommendations: { count: 38, isAll: false, note: 'named in its change log of 2022 to 2024' },
  },
  okta: {
    name: 'Okta',
    page: '2025-11-24',
    detections: [...PLACES, FAILED, RANSOM, ADMIN],
    templates: [RISKY],
    actions: {},
    entra: false,
    recommendations: { count: 9, isAll: false, note: '3 by this connector, 6 by the one of Defender for Identity' },
    because: { [RANSOM]: 'Okta holds no files' },
  },
  onelogin: {
    name: 'OneLogin',
    page: '2025-11-26',
    detections: [...PLACES, TERMINATED, FAILED, ADMIN, IN_NAME_OF],
    templates: [],
    actions: {},
    entra: true,
    recommendations: NONE,
  },
  salesforce: {
    name: 'Salesforce',
    page: '2025-01 (stored in 2026)',
    detections: [...PLACES, TERMINATED, FAILED, ADMIN, DELETE, SHARE, IN_NAME_OF, DOWNLOAD],
    templates: [RISKY, MASS, ...SHARED],
    actions: {
      'Suspend user': ['freeze-user', 'deactivate-user'],
      'Unsuspend user': ['unfreeze-user'],
      'Notify users of pending alerts': ['casbah/notify-user'],
      'DLP digest to file owners': NO_DIGEST,
      'Revoke OAuth app for users': ['revoke-connected-app'],
      'Ban / unban app, notify user': 'in part: *revoke-connected-app* takes its tokens of one user; no action bans it',
    },
    entra: true,
    recommendations: { count: 23, isAll: false, note: 'the list that was read is cut off' },
  },
  servicenow: {
    name: 'ServiceNow',
    page: '2026-06-16',
    detections: [...PLACES, TERMINATED, FAILED, RANSOM, DOWNLOAD],
    templates: [RISKY, MASS, ...SHARED, PERSONAL_DATA],
    actions: {},
    entra: true,
    recommendations: { count: 4, isAll: false, note: 'four are named as examples' },
  },
  slack: {
    name: 'Slack',
    page: '2026-01-07',
    detections: [...PLACES, TERMINATED, FAILED, ADMIN, IN_NAME_OF],
    templates: [],
    actions: {},
    entra: true,
    recommendations: NONE,
  },
  smartsheet: {
    name: 'Smartsheet',
    page: '2025-10-05',
    detections: [SHARE, DELETE, ADMIN, DOWNLOAD],
    templates: [],
    actions: {},
    entra: true,
    recommendations: NONE,
  },
  webex: {
    name: 'Webex',
    page: '2026-06-16',
    detections: [TERMINATED, RANSOM, DELETE, SHARE, DOWNLOAD],
    templates: [MASS, RANSOM_TEMPLATE, ...SHARED],
    actions: { 'Trash file (deletes it for good)': ['delete-file', 'delete-message'] },
    entra: true,
    recommendations: NONE,
  },
  workday: {
    name: 'Workday',
    page: '2026-07-03',
    detections: [...PLACES],
    templates: [RISKY],
    actions: {},
    entra: false,
    recommendations: NONE,
  },
  zendesk: {
    name: 'Zendesk',
    page: '2026-07-03',
    detections: [...PLACES, TERMINATED, FAILED, ADMIN, IN_NAME_OF],
    templates: [],
    actions: {},
    entra: true,
    recommendations: { count: 10, isAll: true },
  },
}
