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
    'The help centre tells what the two logs record, but not the names under which the API gives it, and of actions on cabinets only that there are some.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
