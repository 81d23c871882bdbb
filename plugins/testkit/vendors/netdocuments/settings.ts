/** A group of the repository. */
export interface NetDocumentsGroup {
  id: string
  name: string
  external: boolean
  hidden: boolean
  /** Ids of users. */
  members: string[]
}

/** What a group may do in a cabinet. */
export interface NetDocumentsRights {
  /** Id of the group. */
  group: string
  view: boolean
  edit: boolean
  share: boolean
  administer: boolean
  noAccess: boolean
  /** Whether new documents get it. */
  cabDefault: boolean
}

export interface NetDocumentsCabinet {
  id: string
  name: string
  groups: NetDocumentsRights[]
}

export interface NetDocumentsSettings {
  repositoryName: string
  groups: NetDocumentsGroup[]
  cabinets: NetDocumentsCabinet[]
  /** By user id: times in UTC without a zone, '' for who never signed in; of today for who is not named. */
  lastLogins: Record<string, string>
}

const MAY = { view: true, edit: false, share: false, administer: false, noAccess: false, cabDefault: false }

/** A repository that is well kept: two cabinets, one of them open to a client. */
export function defaultNetDocumentsSettings(): NetDocumentsSettings {
  return {
    repositoryName: 'Acme Legal',
    groups: [
      { id: 'UG-INTERN01', name: 'Internal Users', external: false, hidden: false, members: [] },
      { id: 'UG-ADMINS01', name: 'Cabinet Administrators', external: false, hidden: false, members: ['VAULT-ADA'] },
      { id: 'UG-CLIENT01', name: 'Client of Matter 7', external: true, hidden: false, members: [] },
    ],
    cabinets: [
      {
        id: 'NG-CLIENTS1',
        name: 'Client Documents',
        groups: [
          { ...MAY, group: 'UG-INTERN01', edit: true, cabDefault: true },
          { ...MAY, group: 'UG-ADMINS01', edit: true, share: true, administer: true },
          { ...MAY, group: 'UG-CLIENT01' },
        ],
      },
      {
        id: 'NG-STAFF001',
        name: 'Staff',
        groups: [{ ...MAY, group: 'UG-ADMINS01', edit: true, share: true, administer: true, cabDefault: false }],
      },
    ],
    lastLogins: {},
  }
}
