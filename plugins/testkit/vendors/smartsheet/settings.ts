export type SmartsheetAssetType = 'sheet' | 'workspace' | 'report' | 'sight'
type AccessLevel = 'OWNER' | 'ADMIN' | 'EDITOR_SHARE' | 'EDITOR' | 'COMMENTER' | 'VIEWER'

/** With whom something is shared: the address of a user, or the name of a group. */
export interface SmartsheetShare {
  id: string
  email?: string
  group?: string
  accessLevel: AccessLevel
}

/** How something is published; reports and dashboards have only the first two. */
export interface SmartsheetPublishing {
  readOnlyFullEnabled: boolean
  readOnlyFullAccessibleBy?: 'ALL' | 'ORG' | 'SHARED'
  readOnlyLiteEnabled: boolean
  readWriteEnabled: boolean
  readWriteAccessibleBy?: 'ALL' | 'ORG' | 'SHARED'
  icalEnabled: boolean
}

export interface SmartsheetAsset {
  id: number
  type: SmartsheetAssetType
  name: string
  shares: SmartsheetShare[]
  publishing?: Partial<SmartsheetPublishing>
}

/** What the organisation knows of a user beside what every vendor does. */
export interface SmartsheetUser {
  status: 'ACTIVE' | 'PENDING' | 'DECLINED'
  /** ISO 8601; null for never. */
  lastLogin: string | null
  groupAdmin: boolean
  /** Whether an identity provider manages the account, so that Smartsheet itself cannot deactivate it. */
  managed: boolean
}

export interface SmartsheetSettings {
  /** By user id; a user who is not named is active and signed in an hour ago. */
  users: Record<string, Partial<SmartsheetUser>>
  /** Who is in one is said by the accounts' `groups`. */
  groups: { id: number; name: string; owner: string }[]
  /** Whatever the token's user may see. */
  assets: SmartsheetAsset[]
}

/** An organisation that is well kept; `owner` is the address of whoever has everything. */
export function defaultSmartsheetSettings(owner: string, ownerId: string): SmartsheetSettings {
  const share = (id: string, accessLevel: AccessLevel, who: { email?: string; group?: string }): SmartsheetShare => ({
    id,
    accessLevel,
    ...who,
  })
  const own = (id: number) => share(`OWN${id}`, 'OWNER', { email: owner })
  return {
    users: {},
    groups: [{ id: 7_001_000_000_000_001, name: 'Planning', owner: ownerId }],
    assets: [
      {
        id: 4_001_000_000_000_001,
        type: 'sheet',
        name: 'Launch plan',
        shares: [own(1), share('SHR0001', 'EDITOR', { group: 'Planning' })],
        publishing: { readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ORG' },
      },
      { id: 4_001_000_000_000_002, type: 'sheet', name: 'Budget', shares: [own(2)] },
      {
        id: 5_001_000_000_000_001,
        type: 'workspace',
        name: 'Launch',
        shares: [own(3), share('SHR0002', 'VIEWER', { email: 'kim@client.example' })],
      },
      { id: 6_001_000_000_000_001, type: 'report', name: 'Open tasks', shares: [own(4)] },
      {
        id: 8_001_000_000_000_001,
        type: 'sight',
        name: 'Status',
        shares: [own(5)],
        publishing: { readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ORG' },
      },
    ],
  }
}
