import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = join(import.meta.dirname, 'unlimited-okta')

const ENTRY = `import okta from './okta/index.js'
export default {
  ...okta,
  card: { ...okta.card, limits: okta.card.limits.map(limit => ({ ...limit, amount: 1_000_000, headers: undefined })) },
  inventory: { accounts: [] },
  checks: [],
}
`

/**
 * The Okta connector without Okta's quota, so that the bench measures Casbah and not the vendor's patience; a package of
 * its own, since in a sandbox it can import nothing else. Its folder.
 */
export async function writeUnlimitedOkta(): Promise<string> {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER)
  await cp(dirname(fileURLToPath(import.meta.resolve('@casbah/connector-okta'))), join(FOLDER, 'okta'), {
    recursive: true,
  })
  const casbah = { protocol: 1, entry: './index.js' }
  const manifest = { name: 'casbah-bench-unlimited-okta', version: '0.1.0', private: true, type: 'module', casbah }
  await writeFile(join(FOLDER, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(FOLDER, 'index.js'), ENTRY)
  return FOLDER
}
