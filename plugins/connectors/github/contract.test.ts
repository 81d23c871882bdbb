import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import github from './index.ts'

testConnector(github, fixtures)
