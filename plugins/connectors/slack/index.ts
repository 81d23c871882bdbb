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
      'The vendor gives its list of actions by GET https://api.slack.com/audit/v1/actions alone, which grows without notice, so the share that is mapped is not known.',
  },
  inventory,
  reads,
  checks,
  actions,
})
