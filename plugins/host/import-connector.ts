import { isConnector, PROTOCOL, type Connector } from '@casbah/sdk'
import { shapeProblems } from './connector-shape.ts'

/** A connector's functions, or every reason why the package has none that fits. */
export type ImportedConnector = { connector: Connector } | { slug: string | null; problems: string[] }

/** Imports a package's entry and looks it over. Rejects with whatever the package throws. */
export async function importConnector(url: string): Promise<ImportedConnector> {
  const { default: connector } = (await import(url)) as { default: unknown }
  if (!isConnector(connector)) {
    return { slug: null, problems: ['The default export of its entry was not made by defineConnector.'] }
  }
  const problems = shapeProblems(connector)
  if (connector.protocol !== PROTOCOL)
    problems.unshift(`Its package says protocol ${PROTOCOL}, its code ${connector.protocol}.`)
  const slug = typeof connector.card?.slug === 'string' ? connector.card.slug : null
  return problems.length > 0 ? { slug, problems } : { connector }
}
