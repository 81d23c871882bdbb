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
    'GitHub lists the actions of its audit log on a page of its documentation, and nowhere that a program could count.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
