import { createLogger, deriveKey, listenSubgraph, openSubgraph, Wake } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { APPS } from '../index.ts'

// The apps service with the pushing connector, in a process of its own that a test may kill: `node intake-process.js <database>`. Prints its address.

const url = process.argv[2]!
// The package that apps-world writes around the pushing connector, built beside this file.
const folder = import.meta.dirname
const wake = new Wake({ acrossProcesses: true })
const apps = await openSubgraph(
  APPS,
  { url, masterKey: TEST_KEY, wake },
  { connectorFolders: [folder], routes: new Map(), hostName: `intake-${process.pid}` },
)
const http = await listenSubgraph({
  name: 'apps',
  handle: apps.handle,
  contextKey: deriveKey(TEST_KEY, 'context'),
  doors: apps.doors,
  metrics: apps.metrics,
  ready: async () => true,
  port: 0,
  logger: createLogger('apps'),
})
process.stdout.write(`${http.url}\n`)
