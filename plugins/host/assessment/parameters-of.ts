import type { Check } from '@casbah/sdk'
import { reasonOf } from '../rows.ts'

/** By check: values that a tenant has set. */
export type ParametersByCheck = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The parameters in force: what was set, else the defaults. Throws when what was set does not fit. */
export function parametersOf(
  { parameters }: Check,
  set: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  if (!parameters) return {}
  const parsed = parameters.safeParse(set)
  if (!parsed.success) throw new Error(`its parameters do not fit: ${reasonOf(parsed.error)}`)
  return parsed.data
}
