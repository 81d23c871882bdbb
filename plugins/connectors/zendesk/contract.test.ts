import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import zendesk from './index.ts'

testConnector(zendesk, fixtures)
