import type { ActivitiesSettings } from '@casbah/activities'
import { z } from 'zod'
import { StartError } from './options.ts'

const sources = z
  .string()
  .default('')
  .transform(text => text.split(/\s+/).filter(Boolean))
  .refine(
    all => all.every(source => !/^[a-z][a-z0-9+.-]*:/i.test(source) || /^https:\/\//i.test(source)),
    'must be files or https addresses, separated by spaces',
  )

const variables = z.object({
  CASBAH_COUNTRY_DATABASE: z.string().optional(),
  CASBAH_ASN_DATABASE: z.string().optional(),
  CASBAH_TOR_LIST: sources,
  CASBAH_VPN_LIST: sources,
  CASBAH_HOSTING_LIST: sources,
  CASBAH_RISKY_LIST: sources,
  CASBAH_LISTS_MINUTES: z.coerce.number().min(1).max(10_080).default(60),
  CASBAH_LISTS_PRIVATE: z.enum(['on', 'off']).default('off'),
})

/** Databases and lists that the environment names; everything wrong is told at once. */
export function placeDataSettings(environment: NodeJS.ProcessEnv): ActivitiesSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = variables.safeParse(given)
  if (!read.success)
    throw new StartError(
      read.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}. See docs/guides/operate.md.`)
        .join('\n'),
    )
  const { data } = read
  return {
    ...(data.CASBAH_COUNTRY_DATABASE && { countryDatabase: data.CASBAH_COUNTRY_DATABASE }),
    ...(data.CASBAH_ASN_DATABASE && { asnDatabase: data.CASBAH_ASN_DATABASE }),
    networkLists: {
      lists: {
        tor: data.CASBAH_TOR_LIST,
        vpn: data.CASBAH_VPN_LIST,
        hosting: data.CASBAH_HOSTING_LIST,
        risky: data.CASBAH_RISKY_LIST,
      },
      everyMs: data.CASBAH_LISTS_MINUTES * 60_000,
      allowPrivate: data.CASBAH_LISTS_PRIVATE === 'on',
    },
  }
}
