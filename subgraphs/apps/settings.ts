import type { Clock } from '@casbah/host'

export interface AppsSettings {
  /** Folders of connector packages. */
  connectorFolders: string[]
  /** Vendor host pattern to a loopback origin that stands in for it; for demos and tests. */
  routes: ReadonlyMap<string, string>
  /** Name of this host, unlike any other that runs at the same time; after a restart its apps are taken up at once. */
  hostName: string
  /** The gateway's address as browsers reach it, for consents at vendors; null or left out when nobody said. */
  publicUrl?: () => string | null
  /** Time as the connector host sees it; the system's when left out. */
  clock?: Clock
}
