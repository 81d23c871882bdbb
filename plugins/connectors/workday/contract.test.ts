import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import workday from './index.ts'

testConnector(workday, fixtures)
