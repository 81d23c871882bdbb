// Makes a checkout ready to run: installs when package-lock.json changed, builds when a source did. Runs on any Node >= 20, needs nothing.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamps = join(root, 'node_modules', '.casbah')
const SOURCES = ['gateway', 'plugins', 'schema', 'scripts', 'subgraphs']

const [major] = process.versions.node.split('.').map(Number)
if (major < 20)
  fail(
    `Casbah needs Node 20 or newer to set itself up; this is ${process.versions.node}. Install a newer Node and try again.`,
  )

step('install', hash(readFileSync(join(root, 'package-lock.json'))), 'Installing packages', () =>
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
)
step('build', String(newest(SOURCES.map(folder => join(root, folder)))), 'Building', () =>
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']),
)

/** Does the work unless its stamp says that it was done for this very state. */
function step(name, state, title, work) {
  const stamp = join(stamps, name)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  const begun = Date.now()
  process.stderr.write(`${title} …`)
  work()
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, state)
  process.stderr.write(` ${((Date.now() - begun) / 1000).toFixed(1)} s\n`)
}

function run(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    fail(`\n${command} ${args.join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
  }
}

/** Number and newest change of all sources, so that a deleted file counts too. */
function newest(folders) {
  let time = 0
  let count = 0
  const look = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) look(path)
      else if (/\.(ts|json)$/.test(entry.name)) {
        count++
        time = Math.max(time, statSync(path).mtimeMs)
      }
    }
  }
  folders.forEach(look)
  return `${count}:${time}`
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
