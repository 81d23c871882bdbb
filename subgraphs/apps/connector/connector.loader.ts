import type { Context } from '@casbah/kit'
import type { Connector } from './connector.type.ts'

/** Connectors by slug; null for an unknown one. */
export function connectorBySlug(context: Context) {
  return context.loader<string, Connector | null>(connectorBySlug, async slugs => {
    const tx = await context.tx()
    const rows = await tx.query<{ slug: string; description: Connector }>(
      'select slug, description from apps.connector where slug = any($1)',
      [slugs],
    )
    const found = new Map(rows.map(row => [row.slug, row.description]))
    return slugs.map(slug => found.get(slug) ?? null)
  })
}
