import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import azure from './index.ts'

testConnector(azure, fixtures)
