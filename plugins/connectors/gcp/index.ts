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
    'Google documents the audited methods on one page for each of its hundreds of services, and gives no list that a program could count.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
