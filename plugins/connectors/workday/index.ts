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
    'Workday publishes no list of the kinds of action that it logs, and the tasks that they are logged with are thousands, many of them the customer’s own.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
