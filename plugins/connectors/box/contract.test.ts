import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import box from './index.ts'

testConnector(box, fixtures)
