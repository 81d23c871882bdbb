import { loadConnectors } from '@casbah/host'
import { CONNECTOR_FOLDERS } from '../stack/connectors.ts'
import { CommandError } from './command.ts'

/** The connector that a command names, loaded in this process; with a stream, one that has it. */
export async function connectorOf(slug: string, stream?: string) {
  const loaded = await loadConnectors(CONNECTOR_FOLDERS, { sandbox: false })
  const found = loaded.find(each => each.slug === slug)
  if (!found)
    throw new CommandError(`There is no connector ${slug}. There are: ${loaded.map(each => each.slug).join(', ')}.`)
  if (found.state === 'FAILED')
    throw new CommandError(`The connector ${slug} does not load. ${found.problems.join(' ')} ${found.remedy}`)
  const { connector } = found
  if (stream && !connector.streams.some(each => each.name === stream))
    throw new CommandError(
      `${slug} has no stream ${stream}. It has: ${connector.streams.map(each => each.name).join(', ')}.`,
    )
  return connector
}
