import { pathTo, type Config } from '@casbah/sdk'

/** Settings of the Admin Console, which can be read but not set. */
export const enterpriseSettings = ({ enterpriseId }: Config) => ({
  path: pathTo`/enterprise_configurations/${enterpriseId}`,
  query: { categories: 'security,content_and_sharing,user_settings,shield' },
  headers: { 'box-version': '2025.0' },
})
