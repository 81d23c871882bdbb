import { at, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const siteSettings = z
  .array(z.looseObject({ parent: z.looseObject({ siteUrl: z.string().min(1) }), value: z.unknown() }))
  .min(1)
const UNKNOWN =
  'Webex did not tell this setting of the meeting sites. Give the app meeting:admin_config_read and meeting:admin_preferences_read, and its administrator the sites.'

/** What a setting of a site has to be: this switch, or a number of at least so much. */
type Wanted = boolean | { least: number }

const holds = (value: unknown, wanted: Wanted): boolean | null =>
  typeof wanted === 'boolean'
    ? typeof value === 'boolean'
      ? value === wanted
      : null
    : typeof value === 'number'
      ? value >= wanted.least
      : null

/** What all checks of sites read. Meeting settings are changed where the admin audit does not see it. */
export const ofSites = { reads: ['sites', 'siteSettings'] }

/** Judges every site by security options, by their path below these; `should` completes "3 of 4 sites …". */
export const judgeSites = (should: string, options: Record<string, Wanted>) =>
  judgeParsed({ siteSettings }, UNKNOWN, read =>
    judgeSubjects(
      read.siteSettings.map(({ parent, value }) => {
        const said = Object.entries(options).map(([path, wanted]) => {
          const is = at(value, `securityOptions.${path}`)
          return { path, is, passed: holds(is, wanted) }
        })
        const wrong = said.filter(({ passed }) => passed === false)
        const unsaid = said.some(({ passed }) => passed === null)
        const detail = wrong.map(({ path, is }) => `${path} is ${String(is)}`).join(', ')
        return {
          name: parent.siteUrl,
          passed: wrong.length > 0 ? false : unsaid ? null : true,
          ...(detail && { detail }),
        }
      }),
      { say: (some, all) => `${some} of ${all} sites ${should}.`, unknown: () => UNKNOWN, none: UNKNOWN },
    ),
  )
