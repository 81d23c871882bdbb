import type { Plan } from '../answers.ts'

/** Versions that a new connector is made for. */
const CASBAH = '^0.1.0'
const ZOD = '^4.6.7'

export function packageFile({ name, slug }: Plan): string {
  const manifest = {
    name: `connector-${slug}`,
    version: '0.1.0',
    description: `Connects ${name} to Casbah.`,
    type: 'module',
    casbah: { protocol: 1, entry: './dist/index.js' },
    exports: { '.': './dist/index.js' },
    files: ['dist/**/*.js', '!dist/**/*.test.js', '!dist/fixtures.js', '!dist/vendor.js'],
    scripts: {
      build: 'tsc',
      test: 'tsc && node --test dist/contract.test.js',
      prepack: 'tsc',
    },
    peerDependencies: { '@casbah/sdk': CASBAH, zod: ZOD },
    devDependencies: { '@casbah/testkit': CASBAH, '@types/node': '^26.0.0', typescript: '>=5.9.0' },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

export function tsconfigFile(): string {
  const config = {
    compilerOptions: {
      target: 'es2024',
      module: 'nodenext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      rootDir: '.',
      outDir: 'dist',
    },
    include: ['**/*.ts'],
    exclude: ['dist', 'node_modules'],
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

export const ignoreFile = () => 'node_modules/\ndist/\n'

export function indexFile(): string {
  return `import { defineConnector } from '@casbah/sdk'
import { actions } from './actions/index.ts'
import { card } from './card.ts'
import { checks } from './checks/index.ts'
import { inventory } from './inventory.ts'
import { reads } from './reads.ts'
import { streams } from './streams.ts'
import { vocabulary } from './vocabulary.ts'

/** Where the vendor lists its audit actions, count them instead: \`{ mapped, documented, source }\`. */
const coverage = { unknown: 'Nobody has looked yet whether the vendor lists the actions of its audit log.' }

export default defineConnector({ card, streams, vocabulary, coverage, inventory, reads, checks, actions })
`
}
