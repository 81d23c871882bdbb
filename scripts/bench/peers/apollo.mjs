import { readFileSync } from 'node:fs'
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { announce, settings } from '../../dist/bench/gateway/child.js'
import { subgraphs } from '../../dist/bench/gateway/graph.js'

// Apollo Gateway in Apollo Server's standalone server; all-in-one, its data sources call the same `handle` as ours.
const { supergraph, allInOne } = settings()
const parts = subgraphs()
const inProcess = ({ name }) => ({ process: ({ request }) => parts[name].handle(request) })
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraph, 'utf8'),
  ...(allInOne ? { buildService: inProcess } : {}),
})
const server = new ApolloServer({ gateway, stopOnTerminationSignals: false })
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
announce(url)
