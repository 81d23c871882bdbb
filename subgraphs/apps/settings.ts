import type { Clock } from '@casbah/host'

export interface AppsSettings {
  /** Folders of connector packages. */
  connectorFolders: string[]
  /** Folder to unpack installed connectors in; one that ends with the process when left out. */
  connectorStore?: string
  /** Address of the npm registry that connectors are installed from; npm's own when left out. */
  registry?: string
  /** Folders below which connectors may be installed from a path; none when left out. */
  connectorPaths?: string[]
  /** Vendor host pattern to a loopback origin that stands in for it; for demos and tests. */
  routes: ReadonlyMap<string, string>
  /** Name of this host, unlike any other that runs at the same time; after a restart its apps are taken up at once. */
  hostName: string
  /** Time as the connector host sees it; the system's when left out. */
  clock?: Clock
}
