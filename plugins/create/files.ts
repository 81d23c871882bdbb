import type { Plan } from './answers.ts'
import { actionFile, actionsFile } from './files/actions.ts'
import { cardFile } from './files/card.ts'
import { checkFile, checksFile, readsFile } from './files/checks.ts'
import { contractTestFile, fixturesFile } from './files/fixtures.ts'
import { inventoryFile } from './files/inventory.ts'
import { indexFile, ignoreFile, packageFile, tsconfigFile } from './files/package.ts'
import { readmeFile } from './files/readme.ts'
import { streamsFile } from './files/streams.ts'
import { vendorFile } from './files/vendor.ts'
import { vocabularyFile } from './files/vocabulary.ts'

/** Every file of a new connector with its text, in reading order. */
export function filesOf(plan: Plan): Map<string, string> {
  return new Map([
    ['package.json', packageFile(plan)],
    ['tsconfig.json', tsconfigFile()],
    ['.gitignore', ignoreFile()],
    ['README.md', readmeFile(plan)],
    ['index.ts', indexFile()],
    ['card.ts', cardFile(plan)],
    ['streams.ts', streamsFile(plan)],
    ['vocabulary.ts', vocabularyFile()],
    ['inventory.ts', inventoryFile(plan)],
    ['reads.ts', readsFile()],
    ['checks/index.ts', checksFile()],
    ['checks/second-factor.ts', checkFile(plan)],
    ['actions/index.ts', actionsFile()],
    ['actions/suspend-user.ts', actionFile(plan)],
    ['vendor.ts', vendorFile(plan)],
    ['fixtures.ts', fixturesFile(plan)],
    ['contract.test.ts', contractTestFile()],
  ])
}
