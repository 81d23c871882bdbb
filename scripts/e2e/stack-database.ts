import { openSubgraph, Wake } from '@casbah/kit'
import { APPS, type AppsSettings } from '@casbah/apps'
import { createTestDatabase, TEST_KEY, type TestTemplate } from '@casbah/kit/testing'
import { BUILT_IN_FOLDERS } from '../stack/connectors.ts'
import { prepareDatabase } from '../stack/database.ts'

/** All tables, and what the built-in connectors say of themselves: what the second start of a Casbah finds. */
const STACK: TestTemplate = {
  name: 'stack',
  async fill(url) {
    await prepareDatabase(url, TEST_KEY)
    const wake = new Wake({ acrossProcesses: false })
    const settings: AppsSettings = { connectorFolders: BUILT_IN_FOLDERS, routes: new Map(), hostName: 'test' }
    const apps = await openSubgraph(APPS, { url, masterKey: TEST_KEY, wake }, settings)
    await apps.stop()
    await wake.close()
  },
}

/** A database for a whole Casbah. */
export const createStackDatabase = () => createTestDatabase(STACK)
