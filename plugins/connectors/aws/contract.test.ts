import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import aws from './index.ts'

testConnector(aws, fixtures)
