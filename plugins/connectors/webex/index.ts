import { defineConnector } from '@casbah/sdk'
import { actions } from './actions/index.ts'
import { card } from './card.ts'
import { checks } from './checks/index.ts'
import { inventory } from './inventory.ts'
import { reads } from './reads.ts'
import { streams } from './streams.ts'
import { vocabulary } from './vocabulary.ts'

export default defineConnector({
  card,
  streams,
  vocabulary,
  coverage: {
    unknown:
      'Webex’s API description lists none of the sentences by which the audits tell events, and what the security audit says is documented nowhere.',
  },
  inventory,
  reads,
  checks,
  actions,
})
