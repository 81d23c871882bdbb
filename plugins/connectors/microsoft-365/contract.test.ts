import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import microsoft from './index.ts'

testConnector(microsoft, fixtures)
