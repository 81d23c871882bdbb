import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { PAGE_STYLES, SIGN_INS } from './answers.ts'
import { createConnector } from './create.ts'

const root = resolve(import.meta.dirname, '../../..')
let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'casbah-create-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const answers = (more: Record<string, string> = {}) =>
  Object.entries({
    name: 'Acme Drive',
    base: 'https://api.acme.com',
    'sign-in': 'header',
    pages: 'link',
    ...more,
  }).flatMap(([flag, value]) => [`--${flag}`, value])
const create = (args: string[]) => createConnector(args, { cwd: folder, terminal: null })

function run(command: string, args: string[], cwd: string) {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, JEST_WORKER_ID: ___, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 })
  return { status, said: `${stdout}${stderr}` }
}

describe('a new connector', () => {
  it.each([
    ['a name without letters', { name: '42!' }, /begin it with a letter/],
    ['a name with a quote', { name: "Ann's" }, /without quotes/],
    ['the slug of a built-in connector', { name: 'Google Workspace' }, /"google-workspace" is the short name.*another/],
    ['an address without https', { base: 'http://api.acme.com' }, /begins with https/],
    ['an address with a query', { base: 'https://api.acme.com?x=1' }, /without a query/],
    ['an address with a port', { base: 'https://api.acme.com:8443' }, /holds a port/],
    ['a field in the path', { base: 'https://api.acme.com/{tenant}' }, /stands in the host alone/],
    ['another way to sign in', { 'sign-in': 'kerberos' }, /--sign-in; choose one of header, basic, oauth/],
    ['another page style', { pages: 'scroll' }, /--pages; choose one of link/],
  ])('is refused for %s, in a sentence', async (_, more, sentence) => {
    await expect(create(['refused', ...answers(more as Record<string, string>)])).rejects.toThrow(sentence)
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  })

  it('is refused where something is already, before anything is asked', async () => {
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full', 'mine.txt'), '')
    await expect(create(['full'])).rejects.toThrow(/not empty. Name a folder/)
    await expect(create(['full/mine.txt'])).rejects.toThrow(/is a file/)
    expect(readdirSync(join(folder, 'full'))).toEqual(['mine.txt'])
  })

  it('is refused without answers and without a terminal', async () =>
    expect(create([])).rejects.toThrow(/no terminal.*--name, --base, --sign-in.*--pages/))

  it('tells every wrong answer at once', async () =>
    expect(create(answers({ name: '', base: 'x', pages: 'y' }))).rejects.toThrow(
      /short name.*\n.*base address.*\n.*--pages/,
    ))

  it('is asked for on a terminal, each question again until its answer does', async () => {
    const input = new PassThrough()
    const output = new PassThrough()
    const lines = ['Okta', 'Asked For', 'https://{domain}/api', 'carrier pigeon', '2', 'bodyCursor']
    let said = ''
    output.on('data', (text: Buffer) => {
      said += text.toString()
      if (/(: |> )$/.test(text.toString())) input.write(`${lines.shift()}\n`)
    })
    const { plan, files } = await createConnector([], { cwd: folder, terminal: { input, output } })
    expect(plan).toEqual({
      name: 'Asked For',
      slug: 'asked-for',
      base: 'https://{domain}/api',
      fields: ['domain'],
      signIn: 'basic',
      pages: 'bodyCursor',
    })
    expect(said).toMatch(/"okta" is the short name[\s\S]*"carrier pigeon" is no answer/)
    expect(readdirSync(join(folder, 'connector-asked-for'), { recursive: true })).toEqual(expect.arrayContaining(files))
  })
})

it('a new connector is not begun when the answers end too early', async () => {
  const input = new PassThrough()
  input.end('Half Done\n')
  const begun = createConnector([], { cwd: folder, terminal: { input, output: new PassThrough() } })
  await expect(begun).rejects.toThrow(/ended before the last answer; nothing was written/)
  expect(existsSync(join(folder, 'connector-half-done'))).toBe(false)
})

describe('every combination of answers', () => {
  const bases = ['https://api.acme.com/v1', 'https://{domain}', 'https://{tenant}.acme.com/api']
  const combinations = Object.keys(SIGN_INS).flatMap(signIn =>
    Object.keys(PAGE_STYLES).map((pages, index) => ({ signIn, pages, base: bases[index % bases.length] as string })),
  )
  const work = () => join(folder, 'all')
  const tests = (signIn: string) =>
    combinations.filter(one => one.signIn === signIn).map(one => `dist/${signIn}-${one.pages}/contract.test.js`)

  beforeAll(async () => {
    for (const name of ['@casbah/sdk', '@casbah/testkit', 'zod', '@types/node', 'undici-types']) {
      const link = join(work(), 'node_modules', name)
      mkdirSync(resolve(link, '..'), { recursive: true })
      symlinkSync(join(root, 'node_modules', name), link)
    }
    for (const { signIn, pages, base } of combinations)
      await create([`all/${signIn}-${pages}`, ...answers({ 'sign-in': signIn, pages, base })])
    // One compiler for all: their own settings, from the folder above.
    const settings = join(work(), `${combinations[0]?.signIn}-${combinations[0]?.pages}`, 'tsconfig.json')
    const paths = { compilerOptions: { rootDir: '.', outDir: 'dist' }, include: ['*/**/*.ts'], exclude: ['dist'] }
    writeFileSync(join(work(), 'tsconfig.json'), JSON.stringify({ extends: settings, ...paths }))
    writeFileSync(join(work(), 'package.json'), '{ "type": "module" }')
  })

  it('compiles', () => {
    expect(run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], work())).toEqual({
      status: 0,
      said: '',
    })
  }, 120_000)

  it.each(Object.keys(SIGN_INS))(
    'passes the contract at once, signing in by %s',
    signIn => {
      // How long lists are read does not depend on how it signs in: once is enough.
      const skip = signIn === 'header' ? [] : ['--test-skip-pattern=/more memory|at any step/']
      const args = ['--test', '--test-isolation=none', '--test-reporter=tap', ...skip, ...tests(signIn)]
      const { status, said } = run(process.execPath, args, work())
      const failures = said.match(/^ *not ok .*(?:\n(?! *(?:ok|not ok) ).*){0,12}/gm) ?? []
      expect(failures.join('\n')).toBe('')
      expect(status).toBe(0)
      const passed = Number(/^# pass (\d+)$/m.exec(said)?.[1])
      expect(passed).toBeGreaterThanOrEqual(Object.keys(PAGE_STYLES).length * 25)
    },
    300_000,
  )
})
