import type { Severity } from '@casbah/sdk'

/** What an app may do with each right, the most dangerous first. Names are those of Graph and of the older APIs of Exchange and SharePoint. */
const RISKS: [RegExp, Severity][] = [
  [
    /^(?:RoleManagement\.ReadWrite|AppRoleAssignment\.ReadWrite|Application\.ReadWrite|Directory\.ReadWrite|Directory\.AccessAsUser|Sites\.FullControl|full_access_as_app|Exchange\.ManageAsApp|UserAuthenticationMethod\.ReadWrite|Policy\.ReadWrite|Domain\.ReadWrite|DelegatedPermissionGrant\.ReadWrite|PrivilegedAccess\.ReadWrite|User\.ReadWrite\.All|EntitlementManagement\.ReadWrite)/,
    'CRITICAL',
  ],
  [
    /^(?:Mail\.(?:ReadWrite|Send|Read)|MailboxSettings\.ReadWrite|EWS\.|IMAP\.|POP\.|SMTP\.|Files\.(?:ReadWrite|Read)\.All|Sites\.(?:ReadWrite|Manage|Read)\.All|AllSites\.|Group\.ReadWrite|GroupMember\.ReadWrite|Chat\.|ChannelMessage\.|Calendars\.ReadWrite|Contacts\.ReadWrite|Notes\.ReadWrite|User\.EnableDisable|user_impersonation|SecurityActions\.|AuditLog\.Read)/,
    'HIGH',
  ],
  [
    /\.(?:All|Shared)$|^(?:Files|Calendars|Contacts|Notes|Tasks|Directory|Group|Team|Presence|Reports|MailboxSettings)\b/,
    'MEDIUM',
  ],
  [/^(?:openid|profile|email|offline_access|User\.Read)$/, 'INFORMATIONAL'],
]

const ORDER: Severity[] = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

/** How dangerous a set of rights is: as its most dangerous one. Who signs in and nothing else is the least. */
export function riskOf(scopes: string[]): Severity {
  return scopes
    .map(riskOfOne)
    .reduce((most, one) => (ORDER.indexOf(one) > ORDER.indexOf(most) ? one : most), 'INFORMATIONAL')
}

const riskOfOne = (scope: string): Severity =>
  // Basic facts of people are less than all of them.
  scope === 'User.ReadBasic.All' ? 'LOW' : (RISKS.find(([pattern]) => pattern.test(scope))?.[1] ?? 'LOW')
