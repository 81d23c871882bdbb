import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeServices } from '@theguild/federation-composition'
import { buildASTSchema, findBreakingChanges, parse } from 'graphql'
import { buildSubgraph, subgraphSdl } from '@casbah/kit'
import { SUBGRAPHS } from './stack/database.ts'

// Composes the subgraphs' schemas into schema/. `--check`: fails when what is committed is stale. Without: writes, unless that would
// break clients (`--allow-breaking` writes all the same).

const folder = join(import.meta.dirname, '..', '..', 'schema')

const services = await Promise.all(
  SUBGRAPHS.map(async ({ name, resolvers, references, types }) => {
    const sdl = subgraphSdl(await buildSubgraph({ resolvers, references, ...(types ? { types } : {}) }))
    return { name, url: `http://${name}.casbah.internal/graphql`, sdl, typeDefs: parse(sdl) }
  }),
)
const composed = composeServices(services)
if (!composed.supergraphSdl || !composed.publicSdl) {
  for (const error of composed.errors ?? []) console.error(error.message)
  console.error('The subgraphs do not compose; mend what is named above.')
  process.exit(1)
}

const files: Record<string, string> = {
  ...Object.fromEntries(services.map(({ name, sdl }) => [`${name}.graphql`, sdl])),
  'supergraph.graphql': composed.supergraphSdl,
  'public.graphql': composed.publicSdl,
}
const stale = Object.entries(files).filter(([name, text]) => committed(name)?.trim() !== text.trim())

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`schema/${name} is stale; run \`npm run compose\` and commit it.`)
  process.exit(stale.length ? 1 : 0)
}

const before = committed('public.graphql')
const breaking = before
  ? findBreakingChanges(
      buildASTSchema(parse(before), { assumeValidSDL: true }),
      buildASTSchema(parse(composed.publicSdl), { assumeValidSDL: true }),
    )
  : []
if (breaking.length && !process.argv.includes('--allow-breaking')) {
  for (const change of breaking) console.error(change.description)
  console.error(
    'This breaks clients. Deprecate instead, or run `npm run compose -- --allow-breaking` if nobody can use it yet.',
  )
  process.exit(1)
}
for (const [name, text] of stale) {
  writeFileSync(join(folder, name), `${text.trim()}\n`)
  console.log(`schema/${name}`)
}

function committed(name: string): string | null {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return null
  }
}
