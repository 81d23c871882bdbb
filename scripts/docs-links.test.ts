import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'

// Documents are checked against the tree: a link leads somewhere, a command that is told exists.

const ROOT = resolve(import.meta.dirname, '..', '..')
/** Besides all of docs/. */
const TOLD = ['README.md', 'CONTRIBUTING.md', 'deploy/README.md', 'schema/README.md']

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

async function documents(): Promise<string[]> {
  const below = await readdir(join(ROOT, 'docs'), { recursive: true })
  return [...TOLD, ...below.filter(file => file.endsWith('.md')).map(file => join('docs', file))].sort()
}

/** Links that lead nowhere, as they are written. `file` is where the text stands, from the root. */
function deadLinks(text: string, file: string, exists: (path: string) => boolean = existsSync): string[] {
  return linksOf(text).filter(link => {
    if (/^[a-z][a-z+.-]*:/i.test(link)) return false
    const [path, anchor] = link.split('#') as [string, string | undefined]
    const target = path === '' ? join(ROOT, file) : resolve(ROOT, dirname(file), decodeURI(path))
    const leavesTheTree = relative(ROOT, target).startsWith('..')
    if (leavesTheTree || (path !== '' && !exists(target))) return true
    if (anchor === undefined) return false
    const there = path === '' ? text : target.endsWith('.md') ? readFileSync(target, 'utf8') : ''
    return !anchorsOf(there).includes(anchor)
  })
}

/** Targets of links and pictures, also those of HTML; what stands in code is none. */
function linksOf(text: string): string[] {
  const prose = withoutFences(text).replace(/`[^`\n]*`(?!\]\()/g, '')
  return [
    ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g),
    ...prose.matchAll(/^\s*\[[^\]]+\]:\s+(\S+)/gm),
    ...prose.matchAll(/\b(?:src|href)="([^"]+)"/g),
  ].map(match => match[1]!)
}

/** Anchors that headings get where Markdown is shown. */
function anchorsOf(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#{1,6}\s+(.+)$/gm)].map(match =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

function withoutFences(text: string): string {
  return text.replace(/^```.*?^```/gms, '')
}

/** Scripts of npm that a text tells the reader to run and that package.json lacks. */
function missingScripts(text: string, scripts: Record<string, string>): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)].map(match => match[1] ?? match[2]!)
  return [...new Set(named)].filter(name => !Object.hasOwn(scripts, name))
}

describe('the documents', () => {
  it('have only links that lead somewhere', async () => {
    const dead: Record<string, string[]> = {}
    for (const file of await documents()) {
      const found = deadLinks(readFileSync(join(ROOT, file), 'utf8'), file)
      if (found.length) dead[file] = found
    }
    expect(dead).toEqual({})
  })

  it('name only npm scripts that exist', async () => {
    const missing: Record<string, string[]> = {}
    for (const file of await documents()) {
      const found = missingScripts(readFileSync(join(ROOT, file), 'utf8'), manifest.scripts)
      if (found.length) missing[file] = found
    }
    expect(missing).toEqual({})
  })

  it('are all listed in the index, the README or the list of connectors', async () => {
    const listed = ['README.md', 'docs/index.md', 'docs/connectors/README.md'].flatMap(from =>
      linksOf(readFileSync(join(ROOT, from), 'utf8')).map(link => join(dirname(from), link.split('#')[0]!)),
    )
    const files = (await documents()).filter(file => file.startsWith('docs/') && file !== join('docs', 'index.md'))
    expect(files.length).toBeGreaterThan(10)
    expect(files.filter(file => !listed.includes(file))).toEqual([])
  })
})

describe('what finds dead links', () => {
  it.each([
    ['a file that is not there', '[a](nowhere.md)', ['nowhere.md']],
    ['a picture that is not there', '![a](nowhere.svg)', ['nowhere.svg']],
    ['a link behind code', '[`a`](nowhere.ts)', ['nowhere.ts']],
    ['a reference', '[a][b]\n\n[b]: nowhere.md', ['nowhere.md']],
    ['a heading that is not there', '# One\n[a](#two)', ['#two']],
    ['a file outside of the tree', '[a](../etc/hosts)', ['../etc/hosts']],
  ])('tells %s', (_what, text, dead) => {
    expect(deadLinks(text, 'README.md')).toEqual(dead)
  })

  it.each([
    ['a file', '[a](package.json)'],
    ['an address elsewhere', '[a](https://example.com/x)'],
    ['a heading', '# One, and `two`\n[a](#one-and-two)'],
    ['code', '`[a](nowhere.md)`\n\n```\n[a](nowhere.md)\n```\n'],
  ])('lets %s be', (_what, text) => {
    expect(deadLinks(text, 'README.md')).toEqual([])
  })

  it('tells scripts that are missing', () => {
    const text = '`npm start`, `npm run migrate`, `npm run compose -- --check`, `npm test`, `npm install`'
    expect(missingScripts(text, { start: '', compose: '' })).toEqual(['migrate', 'test'])
  })
})
