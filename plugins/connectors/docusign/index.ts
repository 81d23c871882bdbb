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
      'DocuSign’s API description gives the rows of Monitor as objects of any kind and lists none of their actions.',
  },
  inventory,
  reads,
  checks,
  actions,
})
