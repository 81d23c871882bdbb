import type { Config } from '@casbah/sdk'

/** What `{name}` may stand for. */
export type Values = Readonly<Record<string, string>>

/** Fields of the credentials, and of the configuration where the credentials have none of that name. */
export function valuesOf(config: Config, credentials: Record<string, string>): Values {
  const plain = Object.entries(config).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  )
  return { ...Object.fromEntries(plain), ...credentials }
}

/** A template with its `{name}`s filled in; what is not there is left empty. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''))
}

/** The same within an address: a value cannot change which host or path it leads to. */
export function fillAddress(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(Object.hasOwn(values, name) ? (values[name] ?? '') : ''),
  )
}
