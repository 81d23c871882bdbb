import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import egnyte from './index.ts'

testConnector(egnyte, fixtures)
