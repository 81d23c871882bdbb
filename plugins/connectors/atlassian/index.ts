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
    'Atlassian shows the ids of the organisation’s actions to each organisation alone, at event-actions, and publishes no list of the summaries of Jira and Confluence.',
}

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
