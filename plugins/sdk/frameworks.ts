import type { FrameworkRef } from './check.ts'

/** What is asked for of any vendor, and in which version the checks speak of it. */
const VERSIONS = {
  'CIS Controls': '8.1',
  'CISA SCuBA': undefined,
  'ISO 27001': '2022',
  'NIST 800-53': 'r5',
  'OpenSSF Scorecard': undefined,
  'SOC 2': undefined,
} as const

type Common = keyof typeof VERSIONS

/** By framework the requirement, or several, in the order in which they are shown. */
export type Requirements = Readonly<Partial<Record<Common, string | readonly string[]>>>

/** Requirements that a source names for this very setting. */
export const stated = (requirements: Requirements): FrameworkRef[] => listed(requirements, {})

/** Requirements that follow from what the check is about; no source names the setting. */
export const derived = (requirements: Requirements): FrameworkRef[] => listed(requirements, { derived: true })

/** A benchmark of one vendor's product: name and version are said once, the requirements in each check. */
export const benchmark =
  (framework: string, version: string) =>
  (...requirements: string[]): FrameworkRef[] =>
    requirements.map(requirement => ({ framework, version, requirement }))

function listed(requirements: Requirements, more: Pick<FrameworkRef, 'derived'>): FrameworkRef[] {
  return Object.entries(requirements).flatMap(([framework, named]) => {
    const version = VERSIONS[framework as Common]
    return [named].flat().map(requirement => ({ framework, ...(version && { version }), requirement, ...more }))
  })
}
