import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_IN_SLUGS } from '@casbah/create-connector'
import { loadConnectors } from '@casbah/host'
import { BUILT_IN } from '../stack/connectors.ts'

// A partner's way with a connector, as he types it: begin, build, prove, show. His packages are the packed ones, as a registry would have them.

const root = join(import.meta.dirname, '..', '..', '..')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casbah-partner-'))
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@casbah'), { recursive: true })
  for (const name of ['sdk', 'host', 'testkit']) {
    const at = join(modules, '@casbah', name)
    const from = join(root, 'plugins', name)
    mkdirSync(at)
    const packed = [
      run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], from),
      run('tar', ['xzf', join(folder, `casbah-${name}-0.1.0.tgz`), '--strip-components=1', '-C', at]),
    ]
    const failed = packed.find(({ status }) => status !== 0)
    if (failed) throw new Error(`${name} could not be packed: ${failed.stderr}`)
  }
  // What these depend on, and the compiler's types, are the ones of this checkout: links, where a registry is not asked.
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@casbah' && !name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

function run(command: string, args: string[], cwd = folder) {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  return { status, stdout, stderr: stderr.trim() }
}

const casbah = (...args: string[]) => run(process.execPath, [join(root, 'scripts/casbah.mjs'), 'connector', ...args])
const build = () => run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], join(folder, 'acme'))

describe('casbah connector', () => {
  it('keeps the names of built-in connectors for them', () =>
    expect(BUILT_IN_SLUGS).toEqual(
      expect.arrayContaining(BUILT_IN.map(name => name.replace('@casbah/connector-', ''))),
    ))

  it.each([
    [[], /Say what to do.*Usage:[\s\S]*connector new[\s\S]*connector record/],
    [['sell'], /no "sell"/],
    [['new'], /no terminal to ask on/],
    [['new', 'x', '--name', 'Okta', '--base', 'https://x.com', '--sign-in', 'basic', '--pages', 'link'], /"okta" is/],
    [['test', '/nowhere'], /\/nowhere is no folder/],
    [['test', '--chaos', 'much'], /--chaos is how many/],
    [['docs', '--wrong'], /'--wrong'.*Usage: casbah connector docs/],
  ])('%j is answered with a sentence', (args, sentence) => {
    const { status, stderr } = casbah(...args)
    expect(stderr).toMatch(sentence)
    expect(status).toBe(1)
  })

  it('begins one, says when it is not built or stale, proves it, shows its page, and takes it up in a sandbox, finds what is broken', async () => {
    const answers = [
      '--name',
      'Acme Drive',
      '--base',
      'https://api.acme.com',
      '--sign-in',
      'basic',
      '--pages',
      'window',
    ]
    expect(casbah('new', 'acme', ...answers)).toMatchObject({ status: 0, stdout: expect.stringMatching(/npm test/) })
    expect(casbah('test', 'acme').stderr).toMatch(/is not built.*npm run build/)
    expect(build()).toMatchObject({ status: 0, stdout: '' })

    const proved = casbah('test', 'acme', '--chaos', '1')
    expect(proved).toMatchObject({ status: 0, stderr: '' })
    expect(proved.stdout).toMatch(
      /section +passed +failed +time\nstatic +\d+ +0 [\s\S]*stream +\d+ +0 [\s\S]*secrets +\d+ +0 /,
    )
    const alone = run(process.execPath, ['--test', 'dist/contract.test.js'], join(folder, 'acme'))
    expect(alone).toMatchObject({ status: 0, stdout: expect.stringMatching(/pass \d+\n[\s\S]*fail 0/) })

    const loaded = await loadConnectors([join(folder, 'acme')], { sandbox: true })
    await Promise.all(loaded.map(one => (one.state === 'READY' ? one.runner.close() : undefined)))
    expect(loaded).toMatchObject([{ state: 'READY', slug: 'acme-drive' }])

    const page = casbah('docs', 'acme')
    expect(page).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^# Acme Drive\n[\s\S]*`audit-log`[\s\S]*suspend-user/),
    })

    const file = join(folder, 'acme', 'checks', 'second-factor.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replace("mfaRequired', true", "mfaRequired', false"))
    utimesSync(file, new Date(), new Date(Date.now() + 60_000))
    expect(casbah('test', 'acme').stderr).toMatch(/changed after it was built \(checks\/second-factor.ts\)/)
    utimesSync(file, new Date(), new Date())
    build()
    const broken = casbah('test', 'acme')
    expect(broken.status).toBe(1)
    expect(broken.stdout).toMatch(/checks +\d+ +1 [\s\S]*checks: second-factor passes[\s\S]*Ill kept it is PASS/)
    expect(broken.stderr).toMatch(/1 of \d+ trials failed/)
  }, 180_000)
})
