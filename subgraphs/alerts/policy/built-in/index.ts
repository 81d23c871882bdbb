import { createHash } from 'node:crypto'
import type { TemplateData } from '../template/define-template.ts'
import { TEMPLATES } from '../template/index.ts'

/** A policy that every tenant has from the start: an instance of a template, whose id is its slug. */
export type BuiltInPolicy = Omit<TemplateData, 'id' | 'connector' | 'isBuiltIn'> & { slug: string }

/** In the order of their names. */
export const BUILT_IN: readonly BuiltInPolicy[] = TEMPLATES.filter(each => each.isBuiltIn).map(
  ({ id: slug, connector: _connector, isBuiltIn: _isBuiltIn, ...policy }) => ({ slug, ...policy }),
)

/** Policies that others took over from: a tenant that has one as it came finds it switched off. */
export const RETIRED: readonly string[] = ['guessed-password']

/** Id of a built-in policy in a tenant: the same however often it is made. */
export function builtInId(tenant: string, slug: string): string {
  return uuidOf('policy', tenant, slug)
}

/** A uuid that follows from its parts alone. */
export function uuidOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
