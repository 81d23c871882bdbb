import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import atlassian from './index.ts'

testConnector(atlassian, fixtures)
