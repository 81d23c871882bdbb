import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import gcp from './index.ts'

testConnector(gcp, fixtures)
