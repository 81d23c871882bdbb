import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Packages of the built-in connectors; each is loaded at run time like anybody's. */
export const BUILT_IN = [
  '@casbah/connector-aws',
  '@casbah/connector-github',
  '@casbah/connector-netdocuments',
  '@casbah/connector-okta',
]

export const BUILT_IN_FOLDERS = BUILT_IN.map(name => dirname(dirname(fileURLToPath(import.meta.resolve(name)))))

/** Folders of the connector packages: the built-in ones and those that `CASBAH_CONNECTORS` (a path list) names. */
export const CONNECTOR_FOLDERS = [
  ...BUILT_IN_FOLDERS,
  ...(process.env.CASBAH_CONNECTORS ?? '').split(':').filter(Boolean),
]
