import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import webex from './index.ts'

testConnector(webex, fixtures)
