/** One of the content types of the Management Activity API, each a log of its own. */
export interface ContentType {
  /** Name of the stream. */
  name: string
  /** The vendor's name. */
  contentType: string
  description: string
  scopes: string[]
}

const READ = 'ActivityFeed.Read'

export const contentTypes: ContentType[] = [
  {
    name: 'audit-entra',
    contentType: 'Audit.AzureActiveDirectory',
    description: 'Sign-ins and changes of the directory, as the unified audit log tells them.',
    scopes: [READ],
  },
  {
    name: 'audit-exchange',
    contentType: 'Audit.Exchange',
    description: 'What administrators, owners and delegates do with mailboxes, and settings of mail.',
    scopes: [READ],
  },
  {
    name: 'audit-sharepoint',
    contentType: 'Audit.SharePoint',
    description: 'Files and folders of SharePoint and OneDrive, sharing above all, and settings of sites.',
    scopes: [READ],
  },
  {
    name: 'audit-general',
    contentType: 'Audit.General',
    description: 'All other services: Teams, Power Platform, Power BI, Defender, Purview, Forms and more.',
    scopes: [READ],
  },
  {
    name: 'dlp',
    contentType: 'DLP.All',
    description: 'Rules of data loss prevention that were met, with what they saw.',
    scopes: [READ, 'ActivityFeed.ReadDlp'],
  },
]

/** The logs of Entra that Graph gives. */
export const graphLogs = ['sign-ins', 'directory-audits'] as const
