import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import docusign from './index.ts'

testConnector(docusign, fixtures)
