import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { announce, settings } from '../../dist/bench/gateway/child.js'

// Hive Gateway as a library, with its JavaScript planner or the Rust one; it reaches subgraphs over HTTP.
const { supergraph, planner, dedup = false } = settings()
const gateway = createGatewayRuntime({
  supergraph: readFileSync(supergraph, 'utf8'),
  logging: false,
  inboundInflightRequestDeduplication: dedup,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: dedup } } },
  ...(planner === 'rust' ? { unifiedGraphHandler } : {}),
})
await gateway.getSchema()
const server = createServer(gateway)
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${server.address().port}/graphql`))
