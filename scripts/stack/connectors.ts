import { readFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppsSettings } from '@casbah/apps'

const manifest = new URL('../../package.json', import.meta.url)
const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> }

/** Packages of the built-in connectors: those that this package depends on. Each is loaded at run time like anybody's. */
export const BUILT_IN = Object.keys(dependencies)
  .filter(name => name.startsWith('@casbah/connector-'))
  .toSorted()

export const BUILT_IN_FOLDERS = BUILT_IN.map(name => dirname(dirname(fileURLToPath(import.meta.resolve(name)))))

/**
 * Where connectors may be installed from: the registry that `CASBAH_REGISTRY` names, and folders below those of
 * `CASBAH_CONNECTOR_PATHS` (a path list).
 */
export function installSettings(variables: NodeJS.ProcessEnv): Pick<AppsSettings, 'registry' | 'connectorPaths'> {
  const { CASBAH_REGISTRY: registry, CASBAH_CONNECTOR_PATHS: paths = '' } = variables
  return { ...(registry && { registry }), connectorPaths: paths.split(delimiter).filter(Boolean) }
}

/** Folders of the connector packages: the built-in ones and those that `CASBAH_CONNECTORS` (a path list) names. */
export const CONNECTOR_FOLDERS = [
  ...BUILT_IN_FOLDERS,
  ...(process.env.CASBAH_CONNECTORS ?? '').split(':').filter(Boolean),
]
