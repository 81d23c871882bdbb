import type { HttpRequest, VendorScope } from '@casbah/sdk'
import { admin } from './hosts.ts'

const scope = (name: string, reason: string, probe?: VendorScope['probe'], more = ''): VendorScope => ({
  scope: name,
  reason,
  remedy: `Open the consent page of the app again with \`${name}\` among its scopes, signed in as the user that Casbah acts as, and choose *Accept*; or, where the domain is claimed, grant it for all in DocuSign Admin under *Connected Apps → the app → Authorize Application*.${more}`,
  ...(probe && { probe }),
})
/** Lets in who may administer the account. */
export const users = (): HttpRequest => ({ path: '/users', query: { count: 2 } })

/** Rights to read, each with what it is for. */
export const SCOPES = [
  scope(
    'signature',
    'Reads users, groups, envelopes, Connect and settings of the account, and changes them by actions: DocuSign has no smaller right for either.',
    users,
    ' An error of the account itself means that it was moved: compare *Account Base URI* in *Apps and Keys*.',
  ),
  scope('impersonation', 'Acts as the administrator who consented, and reads Monitor, which the plan has to include.'),
  scope(
    'user_read',
    'Tells who administers the organisation, whose second factor is required and who has to use single sign-on.',
    config => ({ url: admin(config, '/users'), query: { account_id: String(config.accountId), take: 1 } }),
  ),
  scope('domain_read', 'Lists the domains that the organisation has claimed.', config => ({
    url: admin(config, '/reserved_domains'),
  })),
]

/** What is consented to, as the address of the consent page has it: those, and the rights of one check and one action. */
export const CONSENT = [...SCOPES.map(({ scope: name }) => name), 'identity_provider_read', 'user_write'].join('%20')
