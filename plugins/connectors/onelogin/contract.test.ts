import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import onelogin from './index.ts'

testConnector(onelogin, fixtures)
