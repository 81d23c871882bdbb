import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import dropbox from './index.ts'

testConnector(dropbox, fixtures)
