import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import smartsheet from './index.ts'

testConnector(smartsheet, fixtures)
