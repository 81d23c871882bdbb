import { PROTOCOL } from '@casbah/sdk'
import { z } from 'zod'
import { providedVersions } from '../sandbox/packages.ts'
import { isVersion, satisfies } from './version-range.ts'

/** What a package says of itself before anything of it is imported. */
export interface PackageFacts {
  name: string
  version: string
  /** File that exports the connector, from the package's folder. */
  entry: string
}

export type InspectedPackage =
  | { facts: PackageFacts }
  | { name: string | null; version: string | null; problems: string[]; remedy: string }

export const ASK_AUTHOR = "Ask the connector's author for a version that fits, or mend its package."

const names = z.record(z.string(), z.string()).optional()
const manifest = z.object({
  name: z.string().regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, 'This is no name of a package.'),
  version: z.string().refine(isVersion, 'This is no exact version.'),
  casbah: z.object(
    { protocol: z.number(), entry: z.string().min(1) },
    { error: 'The block "casbah" with "protocol" and "entry" is missing.' },
  ),
  dependencies: names,
  peerDependencies: names,
  optionalDependencies: names,
})

/** Reads a connector's package.json and tells every reason why it does not fit. */
export function inspectPackage(text: string): InspectedPackage {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch (error) {
    return refused(null, [`Its package.json is no JSON (${(error as Error).message}).`])
  }
  const parsed = manifest.safeParse(said)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `package.json, ${path.join('.') || 'top'}: ${message}`,
    )
    return refused(said, problems)
  }
  const { name, version, casbah, dependencies, peerDependencies, optionalDependencies } = parsed.data
  if (casbah.protocol !== PROTOCOL) {
    return {
      ...refused(said, [`It speaks protocol ${casbah.protocol}; this Casbah speaks ${PROTOCOL}.`]),
      remedy: `Install a version of ${name} for protocol ${PROTOCOL}.`,
    }
  }
  const problems = [dependencies, peerDependencies, optionalDependencies].flatMap(wanted => problemsOf(wanted ?? {}))
  if (problems.length > 0) return refused(said, problems)
  return { facts: { name, version, entry: casbah.entry } }
}

function problemsOf(wanted: Record<string, string>): string[] {
  return Object.entries(wanted).flatMap(([name, range]) => {
    const provided = providedVersions()
    const version = Object.hasOwn(provided, name) ? provided[name] : undefined
    if (version === undefined)
      return [`It depends on ${name}; a connector has @casbah/sdk and zod, and all else bundled into its own files.`]
    const fits = satisfies(version, range)
    if (fits === null) return [`Its range "${range}" of ${name} cannot be read; write one such as "^${version}".`]
    return fits ? [] : [`It wants ${name} ${range}; this Casbah has ${version}.`]
  })
}

function refused(said: unknown, problems: string[]) {
  const { name, version } = (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null)
  return { name: text(name), version: text(version), problems, remedy: ASK_AUTHOR }
}
