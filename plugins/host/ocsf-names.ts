/** Names of the OCSF 1.8 classes that connectors use, by uid. */
export const CLASS_NAMES: Readonly<Record<number, string>> = {
  0: 'Base Event',
  1001: 'File System Activity',
  2004: 'Detection Finding',
  3001: 'Account Change',
  3002: 'Authentication',
  3003: 'Authorize Session',
  3004: 'Entity Management',
  3005: 'User Access Management',
  3006: 'Group Management',
  4001: 'Network Activity',
  4002: 'HTTP Activity',
  5001: 'Device Inventory Info',
  5019: 'Device Config State Change',
  6001: 'Web Resources Activity',
  6002: 'Application Lifecycle',
  6003: 'API Activity',
  6004: 'Web Resource Access Activity',
  6005: 'Datastore Activity',
  6006: 'File Hosting Activity',
  6007: 'Scan Activity',
}

/** Names of its categories, by uid. */
export const CATEGORY_NAMES: Readonly<Record<number, string>> = {
  0: 'Uncategorized',
  1: 'System Activity',
  2: 'Findings',
  3: 'Identity & Access Management',
  4: 'Network Activity',
  5: 'Discovery',
  6: 'Application Activity',
}

export const SEVERITY_IDS = { INFORMATIONAL: 1, LOW: 2, MEDIUM: 3, HIGH: 4, CRITICAL: 5 } as const
export const SEVERITY_NAMES = {
  INFORMATIONAL: 'Informational',
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
} as const
export const STATUS_IDS = { UNKNOWN: 0, SUCCESS: 1, FAILURE: 2 } as const
export const STATUS_NAMES = { UNKNOWN: 'Unknown', SUCCESS: 'Success', FAILURE: 'Failure' } as const
