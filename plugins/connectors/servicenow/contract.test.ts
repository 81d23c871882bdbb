import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import servicenow from './index.ts'

testConnector(servicenow, fixtures)
