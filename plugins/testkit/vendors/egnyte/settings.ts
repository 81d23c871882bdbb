export type EgnyteLevel = 'None' | 'Viewer Only' | 'Viewer' | 'Editor' | 'Full' | 'Owner'

/** What the domain knows of a user beside what every vendor does. */
export interface EgnyteUser {
  userType: 'admin' | 'power' | 'standard'
  authType: 'egnyte' | 'sso' | 'ad'
  locked: boolean
  /** ISO 8601; of today for who is not named. */
  lastActiveDate: string
  isServiceAccount: boolean
}

export interface EgnyteFolder {
  /** From the root, such as `/Shared/Sales`. */
  path: string
  userPerms: Record<string, EgnyteLevel>
  groupPerms: Record<string, EgnyteLevel>
}

export interface EgnyteLink {
  id: string
  path: string
  type: 'file' | 'folder' | 'upload'
  accessibility: 'anyone' | 'password' | 'domain' | 'recipients'
  recipients: string[]
  /** ISO 8601. */
  creation_date: string
  created_by: string
  expiry_date?: string
}

export interface EgnyteSettings {
  /** By user id; a user who is not named signs in by single sign-on and administers where the account does, else is a power user. */
  users: Record<string, Partial<EgnyteUser>>
  /** Names by id; who is in one is said by the accounts' `groups`. */
  groups: Record<string, string>
  /** Folders right below /Shared. */
  folders: EgnyteFolder[]
  links: EgnyteLink[]
  /** Paths in the trash. */
  trash: string[]
}

const DAY = 86_400_000

/** A domain that is well kept. */
export function defaultEgnyteSettings(now: number): EgnyteSettings {
  const at = (days: number) => new Date(now + days * DAY).toISOString()
  const link = { type: 'file' as const, recipients: [], created_by: 'ada', creation_date: at(-10) }
  return {
    users: {},
    groups: { 'c1d2-sales': 'Sales', 'c1d2-all': 'All Power Users' },
    folders: [
      { path: '/Shared/Finance', userPerms: { ada: 'Owner' }, groupPerms: { 'All Administrators': 'Owner' } },
      {
        path: '/Shared/Sales & Offers',
        userPerms: { ada: 'Owner', ben: 'Full' },
        groupPerms: { Sales: 'Editor', 'All Power Users': 'Viewer' },
      },
    ],
    links: [
      { ...link, id: 'AnyOne0001', path: '/Shared/Finance/Prices.pdf', accessibility: 'anyone', expiry_date: at(20) },
      { ...link, id: 'Domain0001', path: '/Shared/Finance/Plan.xlsx', accessibility: 'domain' },
      {
        ...link,
        id: 'People0001',
        path: '/Shared/Sales & Offers/Offer 7',
        type: 'folder',
        accessibility: 'recipients',
        recipients: ['kim@client.example'],
      },
    ],
    trash: [],
  }
}
