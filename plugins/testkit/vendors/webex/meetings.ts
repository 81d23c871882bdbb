import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { webexError } from './errors.ts'
import type { WebexOrganisation } from './organisation.ts'

export const listSites = ({ settings }: WebexOrganisation): VendorAnswer => ({
  status: 200,
  body: { sites: settings.sites.map(({ siteUrl, default: isDefault }) => ({ siteUrl, default: isDefault })) },
})

/** GET /admin/meeting/config/commonSettings: of the site that is named, else of the preferred one. */
export function commonSettings({ settings }: WebexOrganisation, { query }: VendorRequest): VendorAnswer {
  const asked = query.get('siteUrl')
  const site = settings.sites.find(one => (asked === null ? one.default : one.siteUrl === asked))
  if (!site) return webexError(404, 'The site was not found.')
  return { status: 200, body: { siteOptions: { allowCustomPersonalRoomURL: false }, securityOptions: site.security } }
}
