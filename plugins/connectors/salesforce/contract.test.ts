import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import salesforce from './index.ts'

testConnector(salesforce, fixtures)
