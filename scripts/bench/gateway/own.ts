import { readFileSync } from 'node:fs'
import { createGateway } from '@casbah/gateway'
import { createLogger } from '@casbah/kit'
import { announce, settings } from './child.ts'
import { subgraphs } from './graph.ts'

// Our gateway as it ships, without authentication.
const { supergraph, allInOne } = settings()
const supergraphSdl = readFileSync(supergraph, 'utf8')
const logger = createLogger('bench')
logger.level = 'silent'
const gateway = createGateway({
  supergraphSdl,
  // Apart, they are asked at the addresses that the supergraph has for them.
  subgraphs: allInOne ? subgraphs() : {},
  authenticate: null,
  port: 0,
  logger,
})
announce((await gateway.listen()).url)
