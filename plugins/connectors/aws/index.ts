import { defineConnector } from '@casbah/sdk'
import { actions } from './actions/index.ts'
import { card } from './card.ts'
import { checks } from './checks/index.ts'
import { inventory } from './inventory.ts'
import { reads } from './reads.ts'
import { streams } from './streams.ts'
import { vocabulary } from './vocabulary.ts'

const coverage = {
  unknown:
    'AWS describes thousands of operations of its services, and not which of them CloudTrail records as management events.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
