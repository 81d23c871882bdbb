import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import google from './index.ts'

testConnector(google, fixtures)
