import type { Clock } from '@casbah/host'
import type { MailSettings } from '@casbah/kit'

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
  /** The gateway's address as browsers and vendors reach it, such as `https://casbah.example.com`; null or left out when nobody said. */
  publicUrl?: () => string | null
  /** Most bytes of one file of an export, unpacked; 8 GiB when left out. */
  downloadBytes?: number
  /** Where mail of governance actions goes out; those that write mail fail without it. */
  mail?: MailSettings
  /** Time as the connector host sees it; the system's when left out. */
  clock?: Clock
  /**
   * Resources and grants, in milliseconds: from the end of one full reading to the next (a day when left out), and how often to look for what is
   * due between them (5 s).
   */
  inventory?: { intervalMs?: number; lookMs?: number }
}
