import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import netdocuments from './index.ts'

testConnector(netdocuments, fixtures)
