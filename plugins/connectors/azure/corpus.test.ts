import { testCorpus } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import azure from './index.ts'

testCorpus(azure, fixtures.corpus)
