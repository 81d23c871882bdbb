import { settingIs, settingsAre, settingWithin, type Bounds } from '@casbah/sdk'

/** DocuSign writes its switches as text, in either case. */
export const ON = ['true', 'True']
export const OFF = ['false', 'False']

/** What is said where the settings lack one. */
export const untold = (what: string) =>
  `DocuSign did not tell ${what}. Let the user that Casbah acts as administer the account, and consent to signature.`

/** Judges one switch. */
export const switchIs = (path: string, on: boolean, say: (isOn: boolean) => string, what: string) =>
  settingIs(path, on ? ON : OFF, {
    others: on ? OFF : ON,
    say: value => say(ON.includes(value)),
    unknown: untold(what),
  })

/** Judges several switches together, each by what it is to be and how that is called. */
export const switchesAre = (
  parts: readonly (readonly [path: string, on: boolean, name: string])[],
  say: string,
  what: string,
) =>
  settingsAre(
    parts.map(([path, on, name]) => ({ name, path, is: on ? ON : OFF })),
    { say: (good, all) => `${good} of ${all} ${say}.`, unknown: untold(what) },
  )

/** Judges after how many minutes a session ends; 0 is never. */
export const endsWithin = (path: string, most: string, session: string) =>
  settingWithin(path, { least: 1, most } satisfies Bounds, {
    say: (minutes, bounds) =>
      minutes < 1
        ? `${session} never end.`
        : `${session} end after ${minutes} minutes without activity; ${bounds.most} are allowed.`,
    unknown: untold(`when ${session.toLowerCase()} end`),
  })
