import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = join(import.meta.dirname, 'whole-lists')

const ENTRY = `import google from './google/index.js'
const whole = ({ each, judgeRow, judge, ...check }) => ({
  ...check,
  judge: (read, parameters) => {
    const verdicts = read[each].map(row => judgeRow(row, read, parameters))
    const judged = verdicts.filter(verdict => verdict !== null && verdict !== 'UNCLEAR')
    const failing = judged.filter(({ passed }) => !passed)
    const unclear = verdicts.filter(verdict => verdict === 'UNCLEAR').length
    const tally = { rows: verdicts.length, evaluated: judged.length, failing: failing.length, unclear, subjects: failing }
    return { subjects: judged, ...judge({ ...read, [each]: tally }, parameters) }
  },
})
export default { ...google, checks: google.checks.filter(({ each }) => each).map(whole) }
`

/** The Google connector with its row-by-row checks made to take the whole list at once: a package of its own, as a sandbox wants it. Its folder. */
export async function writeWholeLists(): Promise<string> {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER)
  await cp(dirname(fileURLToPath(import.meta.resolve('@casbah/connector-google-workspace'))), join(FOLDER, 'google'), {
    recursive: true,
  })
  const casbah = { protocol: 1, entry: './index.js' }
  const manifest = { name: 'casbah-bench-whole-lists', version: '0.1.0', private: true, type: 'module', casbah }
  await writeFile(join(FOLDER, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(FOLDER, 'index.js'), ENTRY)
  return FOLDER
}
