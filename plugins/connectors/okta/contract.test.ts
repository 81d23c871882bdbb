import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import okta from './index.ts'

testConnector(okta, fixtures)
