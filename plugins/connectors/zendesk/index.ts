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
    unknown: 'Zendesk names five actions and a few of the source types that they are done to, and publishes no list.',
  },
  inventory,
  reads,
  checks,
  actions,
})
