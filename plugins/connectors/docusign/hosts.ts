import { pathTo, type Config, type Query } from '@casbah/sdk'

/** The developer environment has hosts of its own. */
const suffix = ({ signIn }: Config) => (signIn === 'account-d.docusign.com' ? '-d' : '')

/** The log of DocuSign Monitor. The description asks for version 2 and gives 2.0, which is what clients send. */
export const monitor = (config: Config) => `https://lens${suffix(config)}.docusign.net/api/v2.0/datasets/monitor/stream`

/** An address of the Admin API, below the organisation. */
export const admin = (config: Config, path: string, version: 'v2' | 'v2.1' = 'v2') =>
  `https://api${suffix(config)}.docusign.net/Management/${version}${pathTo`/organizations/${config.organizationId}`}${path}`

/** What the Admin API knows of one user: second factor, single sign-on, rights in the organisation, memberships. */
export const profileOf = (config: Config, userId: unknown) => ({
  url: admin(config, pathTo`/users/${userId}/dsprofile`, 'v2.1'),
})

const PAGE = 100

/** A list of the eSignature API: by place and count, both of which it takes and gives as text. */
export const LIST = { page: { style: 'offset', size: PAGE, total: 'totalSetSize' } } as const

/** The part of such a list that begins behind so many rows. */
export const partOf = (path: string, offset = 0, query: Query = {}) => ({
  path,
  query: { ...query, start_position: offset, count: PAGE },
})
