import { settingsAre } from '@casbah/sdk'

/** What is said where the settings lack one: they come only to apps that may manage the properties of the enterprise, and not with every plan. */
export const untold = (what: string) =>
  `Box did not tell ${what}. Let an administrator reauthorise the app with the scope Manage enterprise properties.`

/** Judges two switches of content and sharing together, each by what it is to be and how that is called. */
export const sharingIs = (
  parts: readonly (readonly [setting: string, is: boolean, name: string])[],
  say: string,
  unknown: string,
) =>
  settingsAre(
    parts.map(([setting, is, name]) => ({ name, path: `settings.content_and_sharing.${setting}.value`, is })),
    { say: (good, all) => `${good} of ${all} ${say}.`, unknown: untold(unknown) },
  )
