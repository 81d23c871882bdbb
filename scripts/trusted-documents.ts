import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'graphql'

// npm run trusted-documents -- FOLDER…: prints the list of trusted documents that the folders' *.graphql files make, each file as it is.

const list: Record<string, string> = {}
const wrong: string[] = []
for (const folder of process.argv.slice(2)) {
  for (const name of (await readdir(folder)).filter(each => each.endsWith('.graphql')).sort()) {
    const text = await readFile(join(folder, name), 'utf8')
    try {
      parse(text)
      list[createHash('sha256').update(text).digest('hex')] = text
    } catch (error) {
      wrong.push(`${join(folder, name)}: ${(error as Error).message}`)
    }
  }
}
if (!Object.keys(list).length) wrong.push('There are no documents. Give folders with *.graphql files.')
if (wrong.length) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(JSON.stringify(list, null, 2))
