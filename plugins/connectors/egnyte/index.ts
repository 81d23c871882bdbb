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
      'Egnyte publishes the kinds of its audit stream, not the actions of each, and nobody has published events of it.',
  },
  inventory,
  reads,
  checks,
  actions,
})
