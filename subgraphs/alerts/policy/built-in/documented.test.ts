import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILT_IN } from './index.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', '..', 'docs', 'guides')
const GUIDE = readFileSync(join(FOLDER, 'detections.md'), 'utf8')

it('the guide to detections names every policy that is on from the start, and no other', () => {
  const section = /^## On from the start$([\s\S]*?)^## /m.exec(GUIDE)![1]!
  const named = [...section.matchAll(/^\| [^|]+ \| ([^|]+) \|$/gm)]
    .map(([, names]) => names!.trim())
    .filter(names => names !== 'policies')
    .flatMap(names => names.split('; '))
  expect(named.sort()).toEqual(BUILT_IN.map(({ name }) => name).sort())
})
