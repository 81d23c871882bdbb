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
      'The description of the API that is at hand has the shape of an event alone, not the types; those of sign-ins and of the Admin Center, new in 2026, are not published where they could be read.',
  },
  inventory,
  reads,
  checks,
  actions,
})
