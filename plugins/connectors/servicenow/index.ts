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
      'ServiceNow lists neither its events nor the tables and fields that are audited, of which each instance has its own.',
  },
  inventory,
  reads,
  checks,
  actions,
})
