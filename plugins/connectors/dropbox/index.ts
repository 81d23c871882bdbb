import { defineConnector } from '@casbah/sdk'
import { actions } from './actions/index.ts'
import { card } from './card.ts'
import { checks } from './checks/index.ts'
import { inventory } from './inventory.ts'
import { reads } from './reads.ts'
import { streams } from './streams.ts'
import { vocabulary } from './vocabulary.ts'

const coverage = {
  mapped: 632,
  documented: 632,
  source: 'https://github.com/dropbox/dropbox-api-spec/blob/main/team_log_generated.stone',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
