import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import slack from './index.ts'

testConnector(slack, fixtures)
