import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConnectors } from '@casbah/host'
import { BUILT_IN_FOLDERS } from '../stack/connectors.ts'
import { comparedPage } from './compared.ts'
import { listOf, pageOf } from './page.ts'
import { carriedBy } from './sight.ts'

// Writes docs/connectors/ from what the built-in connectors say of themselves. `--check`: fails when what is committed is stale.

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'connectors')
const loaded = await loadConnectors(BUILT_IN_FOLDERS, { sandbox: false })
const failed = loaded.flatMap(one => (one.state === 'FAILED' ? [`${one.folder}: ${one.problems.join(' ')}`] : []))
if (failed.length) {
  console.error(failed.join('\n'))
  process.exit(1)
}
const descriptions = loaded
  .flatMap(one => (one.state === 'READY' ? [one.description] : []))
  .sort((a, b) => a.card.name.localeCompare(b.card.name, 'en'))
const ours = loaded.flatMap(one =>
  one.state === 'READY' ? [{ description: one.description, carried: carriedBy(one.folder) }] : [],
)
const files = new Map([
  ['README.md', listOf(descriptions)],
  ['compared.md', comparedPage(ours)],
  ...descriptions.map(
    one => [`${one.card.slug}.md`, pageOf(one, `../../plugins/connectors/${one.card.slug}/README.md`)] as const,
  ),
])
mkdirSync(folder, { recursive: true })
const there = readdirSync(folder)
const stale = [...files].filter(
  ([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
)
const left = there.filter(name => !files.has(name))

if (process.argv.includes('--check')) {
  for (const name of [...stale.map(([name]) => name), ...left])
    console.error(`docs/connectors/${name} is stale; run \`npm run connector-docs\` and commit it.`)
  process.exit(stale.length + left.length ? 1 : 0)
}
for (const [name, text] of stale) {
  writeFileSync(join(folder, name), text)
  console.log(`docs/connectors/${name}`)
}
for (const name of left) rmSync(join(folder, name))
