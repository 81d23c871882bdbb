import type { Config } from '@casbah/sdk'

/** Address of something on the site, where Jira and Confluence are. */
export const onSite = (config: Config, path: string) => `https://${String(config.site)}.atlassian.net${path}`

/** Epoch milliseconds as text, as the organisation and Confluence want times. */
export const millis = (time: string) => String(Date.parse(time))
