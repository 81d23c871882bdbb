import type { Config, FoundField } from '@casbah/sdk'

/** A card, as far as it says which fields of the configuration the vendor tells. */
export interface Finding {
  found?: Record<string, FoundField>
}

/** The fields that the vendor is to tell of this configuration, since the operator left them out. */
export function leftOut({ found = {} }: Finding, config: Config): [field: string, found: FoundField][] {
  return Object.entries(found).filter(([field]) => config[field] === undefined || config[field] === null)
}

/** A configuration with the values that every customer has in place of fields that were left out. */
export function withUsual(card: Finding, config: Config): Config {
  return { ...config, ...Object.fromEntries(leftOut(card, config).map(([field, { always }]) => [field, always])) }
}

/** A configuration without any field that may have been found. */
export const withoutFound = ({ found = {} }: Finding, config: Config): Config =>
  Object.fromEntries(Object.entries(config).filter(([field]) => !Object.hasOwn(found, field)))
