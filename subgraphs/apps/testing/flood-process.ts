import { loadConnectors } from '@casbah/host'
import { createLogger, Database, Wake, type Topics } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { Catalogue } from '../connector/catalogue.ts'
import { Vault } from '../credential/vault.ts'
import { ENTITIES } from '../entities.ts'
import type { Executor } from '../governance/executor.ts'
import { GovernanceService } from '../governance/governance.service.ts'

// Takes in responses of policies as fast as it can, in a process of its own: `node flood-process.js <database> <connector folder>`. Says that it is ready,
// then reads one line of JSON: a tenant and what is wanted.

const [url, folder] = process.argv.slice(2) as [string, string]
const IN_ONE = 50

const wake = new Wake({ acrossProcesses: false })
const logger = createLogger('apps')
const db = await Database.open({ name: 'apps', url, masterKey: TEST_KEY, entities: ENTITIES, wake, logger })
const connectors = await loadConnectors([folder], { log: logger })
const parts = { db, catalogue: new Catalogue(connectors), vault: new Vault(TEST_KEY), now: () => Date.now() }
// A response is only taken in here; nothing is shown or sent.
const service = new GovernanceService({ ...parts, executor: {} as Executor })
process.stdout.write('ready\n')

let text = ''
for await (const piece of process.stdin) text += String(piece)
const flood = JSON.parse(text) as { tenant: string; wanted: Topics['action.wanted'][] }
for (let at = 0; at < flood.wanted.length; at += IN_ONE)
  await db.write(flood.tenant, async tx => {
    for (const one of flood.wanted.slice(at, at + IN_ONE)) await service.respond(tx, one)
  })
await db.close()
for (const one of connectors) if (one.state === 'READY') await one.runner.close()
process.exit(0)
