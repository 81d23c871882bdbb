import { createServer, type Server } from 'node:http'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspectPackage } from './inspect-package.ts'
import { integrityOf } from './integrity.ts'
import { packFolder, PackageStore } from './package-store.ts'
import { fetchTarball } from './registry.ts'
import { writeTarball } from './tar.ts'

let root: string
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'casbah-install-'))))
afterAll(() => rm(root, { recursive: true }))

describe('package.json', () => {
  const good = { name: '@acme/jira', version: '1.0.0', casbah: { protocol: 1, entry: './index.js' } }
  it('that fits says where the connector is', () => {
    const depends = { peerDependencies: { '@casbah/sdk': '^0.1.0' }, dependencies: { zod: '^4.0.0' } }
    expect(inspectPackage(JSON.stringify({ ...good, ...depends, scripts: { postinstall: 'rm -rf /' } }))).toEqual({
      facts: { name: '@acme/jira', version: '1.0.0', entry: './index.js' },
    })
  })
  it.each([
    ['a package of others', { dependencies: { lodash: '^4.0.0', axios: '1' } }, [/lodash.*bundled/, /axios/]],
    [
      'another SDK',
      { peerDependencies: { '@casbah/sdk': '^9.0.0' } },
      [/wants @casbah\/sdk \^9.0.0; this Casbah has 0/],
    ],
    ['a range that is none', { dependencies: { zod: 'latest' } }, [/"latest" of zod cannot be read/]],
    ['another protocol', { casbah: { protocol: 2, entry: './index.js' } }, [/speaks protocol 2/]],
    ['no block', { casbah: undefined, name: 'Bad Name' }, [/name: /, /The block "casbah"/]],
  ])('with %s is refused, every problem at once', (_what, change, reasons) => {
    const found = inspectPackage(JSON.stringify({ ...good, ...change }))
    expect('problems' in found && found.problems).toEqual(reasons.map(reason => expect.stringMatching(reason)))
  })
})

describe('the store', () => {
  const files = [{ path: 'dist/index.js', bytes: Buffer.from('export {}') }]
  it('unpacks what its integrity stands for, once', async () => {
    const store = new PackageStore(join(root, 'store'))
    const tarball = writeTarball(files)
    const folder = await store.unpack(tarball, integrityOf(tarball))
    expect(await readFile(join(folder, 'dist/index.js'), 'utf8')).toBe('export {}')
    expect(await store.unpack(tarball, integrityOf(tarball))).toBe(folder)
    await store.forget(integrityOf(tarball))
    await expect(readFile(join(folder, 'dist/index.js'))).rejects.toThrow('ENOENT')
  })
  it('unpacks nothing else', async () => {
    const store = new PackageStore(join(root, 'store'))
    await expect(store.unpack(writeTarball(files), integrityOf(Buffer.from('other')))).rejects.toThrow(/not the one/)
  })
})

describe('a folder', () => {
  it('is packed from below the allowed ones alone, links refused', async () => {
    const [inside, outside] = [join(root, 'allowed', 'one'), join(root, 'elsewhere')]
    await mkdir(join(inside, 'node_modules', 'x'), { recursive: true })
    await mkdir(outside)
    await writeFile(join(inside, 'index.js'), '1')
    await writeFile(join(inside, 'node_modules', 'x', 'y.js'), '2')
    await symlink(outside, join(root, 'allowed', 'two'))
    const allowed = [join(root, 'allowed')]
    expect(integrityOf(await packFolder(inside, allowed))).toBe(
      integrityOf(writeTarball([{ path: 'index.js', bytes: Buffer.from('1') }])),
    )
    await expect(packFolder(outside, allowed)).rejects.toThrow(/CASBAH_CONNECTOR_PATHS/)
    await expect(packFolder(join(root, 'allowed', 'two'), allowed)).rejects.toThrow(/CASBAH_CONNECTOR_PATHS/)
    await expect(packFolder(join(root, 'allowed'), allowed)).rejects.toThrow(/CASBAH_CONNECTOR_PATHS/)
    await symlink('/etc/passwd', join(inside, 'link.js'))
    await expect(packFolder(inside, allowed)).rejects.toThrow(/has a link/)
  })
})

describe('the registry', () => {
  let server: Server
  let registry: string
  let answers: Record<string, { status?: number; body?: string | Buffer; location?: string }>
  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      const { status = 200, body = '', location } = answers[url] ?? { status: 404 }
      response.writeHead(status, location ? { location } : {}).end(body)
    }).listen(0, '127.0.0.1')
    await new Promise(done => server.once('listening', done))
    registry = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  afterAll(() => void server.close())

  const packument = (tarball: string) => ({ body: JSON.stringify({ versions: { '1.0.0': { dist: { tarball } } } }) })
  const fetched = (version = '1.0.0') => fetchTarball('@acme/jira', version, { registry })

  it('gives the tarball of a version', async () => {
    answers = { '/@acme%2fjira': packument(`${registry}/jira.tgz`), '/jira.tgz': { body: 'bytes' } }
    expect((await fetched()).toString()).toBe('bytes')
    await expect(fetched('2.0.0')).rejects.toThrow(/no version 2.0.0 of @acme\/jira.*It has 1.0.0/)
  })

  it.each<[string, () => typeof answers, RegExp]>([
    ['does not have it', () => ({}), /does not have it/],
    ['is in trouble', () => ({ '/@acme%2fjira': { status: 500 } }), /status 500/],
    ['says nonsense', () => ({ '/@acme%2fjira': { body: '<html>' } }), /something odd/],
    ['sends it elsewhere', () => ({ '/@acme%2fjira': packument('https://evil.test/x.tgz') }), /is not the registry/],
    [
      'redirects',
      () => ({ '/@acme%2fjira': packument(`${registry}/r`), '/r': { status: 302, location: 'http://10.0.0.1/' } }),
      /status 302/,
    ],
    [
      'sends too much',
      () => ({ '/@acme%2fjira': packument(`${registry}/big`), '/big': { body: Buffer.alloc(11e6) } }),
      /more than 10 MB/,
    ],
  ])('that %s is told in a sentence', async (_what, given, reason) => {
    answers = given()
    await expect(fetched()).rejects.toThrow(reason)
  })

  it('is asked over https, or on the loopback', async () => {
    for (const address of ['http://registry.test', 'ftp://127.0.0.1', 'nonsense'])
      await expect(fetchTarball('x', '1.0.0', { registry: address })).rejects.toThrow(/CASBAH_REGISTRY/)
  })
})
