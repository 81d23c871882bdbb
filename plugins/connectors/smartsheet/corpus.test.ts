import { testCorpus } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import connector from './index.ts'

testCorpus(connector, fixtures.corpus)
