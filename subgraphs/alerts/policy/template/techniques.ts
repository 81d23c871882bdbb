import type { MitreData } from '../policy.entity.ts'

// Techniques of MITRE ATT&CK that templates detect, with the tactics that each serves.

const technique = (id: string, name: string, ...tactics: string[]): MitreData => ({ id, name, tactics })

export const VALID_ACCOUNTS = technique(
  'T1078',
  'Valid Accounts',
  'Initial Access',
  'Persistence',
  'Privilege Escalation',
  'Defense Evasion',
)
export const CLOUD_ACCOUNTS = technique(
  'T1078.004',
  'Cloud Accounts',
  'Initial Access',
  'Persistence',
  'Defense Evasion',
)
export const PROXY = technique('T1090.003', 'Multi-hop Proxy', 'Command and Control')
export const BRUTE_FORCE = technique('T1110', 'Brute Force', 'Credential Access')
export const PASSWORD_GUESSING = technique('T1110.001', 'Password Guessing', 'Credential Access')
export const PASSWORD_SPRAYING = technique('T1110.003', 'Password Spraying', 'Credential Access')
export const MFA_REQUESTS = technique('T1621', 'Multi-Factor Authentication Request Generation', 'Credential Access')
export const STEAL_SESSION = technique('T1539', 'Steal Web Session Cookie', 'Credential Access')
export const WEB_SESSION = technique('T1550.004', 'Web Session Cookie', 'Defense Evasion', 'Lateral Movement')
export const APP_TOKEN = technique('T1550.001', 'Application Access Token', 'Defense Evasion', 'Lateral Movement')
export const STEAL_TOKEN = technique('T1528', 'Steal Application Access Token', 'Credential Access')
export const PHISHING = technique('T1566', 'Phishing', 'Initial Access')
export const MASQUERADING = technique('T1036.005', 'Match Legitimate Resource Name or Location', 'Defense Evasion')
export const ACCOUNT_MANIPULATION = technique('T1098', 'Account Manipulation', 'Persistence', 'Privilege Escalation')
export const CLOUD_CREDENTIALS = technique(
  'T1098.001',
  'Additional Cloud Credentials',
  'Persistence',
  'Privilege Escalation',
)
export const CLOUD_ROLES = technique('T1098.003', 'Additional Cloud Roles', 'Persistence', 'Privilege Escalation')
export const CREATE_CLOUD_ACCOUNT = technique('T1136.003', 'Cloud Account', 'Persistence')
export const MODIFY_AUTH = technique(
  'T1556',
  'Modify Authentication Process',
  'Credential Access',
  'Defense Evasion',
  'Persistence',
)
export const MODIFY_MFA = technique(
  'T1556.006',
  'Multi-Factor Authentication',
  'Credential Access',
  'Defense Evasion',
  'Persistence',
)
export const TRUST_MODIFICATION = technique(
  'T1484.002',
  'Trust Modification',
  'Defense Evasion',
  'Privilege Escalation',
)
export const DISABLE_LOGS = technique('T1562.008', 'Disable or Modify Cloud Logs', 'Defense Evasion')
export const DISABLE_FIREWALL = technique('T1562.007', 'Disable or Modify Cloud Firewall', 'Defense Evasion')
export const DISABLE_TOOLS = technique('T1562.001', 'Disable or Modify Tools', 'Defense Evasion')
export const MODIFY_COMPUTE = technique('T1578', 'Modify Cloud Compute Infrastructure', 'Defense Evasion')
export const CREATE_INSTANCE = technique('T1578.002', 'Create Cloud Instance', 'Defense Evasion')
export const DELETE_INSTANCE = technique('T1578.003', 'Delete Cloud Instance', 'Defense Evasion')
export const UNUSED_REGIONS = technique('T1535', 'Unused/Unsupported Cloud Regions', 'Defense Evasion')
export const HIJACKING = technique('T1496', 'Resource Hijacking', 'Impact')
export const CLOUD_STORAGE = technique('T1530', 'Data from Cloud Storage', 'Collection')
export const REPOSITORIES = technique('T1213', 'Data from Information Repositories', 'Collection')
export const CODE_REPOSITORIES = technique('T1213.003', 'Code Repositories', 'Collection')
export const EMAIL_FORWARDING = technique('T1114.003', 'Email Forwarding Rule', 'Collection')
export const EMAIL_RULES = technique('T1564.008', 'Email Hiding Rules', 'Defense Evasion')
export const CLEAR_MAIL = technique('T1070.008', 'Clear Mailbox Data', 'Defense Evasion')
export const TO_CLOUD_ACCOUNT = technique('T1537', 'Transfer Data to Cloud Account', 'Exfiltration')
export const OVER_WEB_SERVICE = technique('T1567', 'Exfiltration Over Web Service', 'Exfiltration')
export const PRIVATE_KEYS = technique('T1552.004', 'Private Keys', 'Credential Access')
export const CREDENTIALS_IN_FILES = technique('T1552.001', 'Credentials In Files', 'Credential Access')
export const SECRETS_STORES = technique('T1555.006', 'Cloud Secrets Management Stores', 'Credential Access')
export const DESTRUCTION = technique('T1485', 'Data Destruction', 'Impact')
export const ENCRYPTED = technique('T1486', 'Data Encrypted for Impact', 'Impact')
export const ACCESS_REMOVAL = technique('T1531', 'Account Access Removal', 'Impact')
export const INHIBIT_RECOVERY = technique('T1490', 'Inhibit System Recovery', 'Impact')
export const SERVERLESS = technique('T1648', 'Serverless Execution', 'Execution')
export const CLOUD_COMMAND = technique('T1651', 'Cloud Administration Command', 'Execution')
export const EXTERNAL_SERVICES = technique('T1133', 'External Remote Services', 'Initial Access', 'Persistence')
export const SUPPLY_CHAIN = technique('T1195', 'Supply Chain Compromise', 'Initial Access')
export const TRUSTED_RELATIONSHIP = technique('T1199', 'Trusted Relationship', 'Initial Access')
