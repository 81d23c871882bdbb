import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { permissionFlags } from './permissions.ts'

/** Attempts with every builtin at hand: what Node itself denies a sandbox. */
const ATTEMPTS: Record<string, string> = {
  read: "(await import('node:fs')).readFileSync('/etc/passwd')",
  environment: "(await import('node:fs')).readFileSync('/proc/self/environ')",
  write: "(await import('node:fs')).writeFileSync('here', '')",
  connect: "await new Promise(async (_, no) => (await import('node:net')).connect(1, '127.0.0.1').on('error', no))",
  listen:
    "await new Promise(async (_, no) => { process.once('uncaughtException', no); (await import('node:net')).createServer().on('error', no).listen(0) })",
  http: "await new Promise(async (_, no) => (await import('node:http')).get('http://127.0.0.1:1').on('error', no))",
  fetch: "await fetch('http://127.0.0.1:49151').catch(error => { throw error.cause })",
  datagram:
    "await new Promise(async (_, no) => (await import('node:dgram')).createSocket('udp4').on('error', no).send('x', 1, '127.0.0.1'))",
  dns: "await (await import('node:dns/promises')).lookup('localhost')",
  spawn: "(await import('node:child_process')).spawnSync('true')",
  worker: "new (await import('node:worker_threads')).Worker('1', { eval: true })",
  binding: "process.binding('fs')",
}

it('denies a child all but what it needs', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'casbah-permissions-')))
  const tries = Object.entries(ATTEMPTS).map(
    ([name, code]) => `try { ${code}; said['${name}'] = 'done' } catch (error) { said['${name}'] = error.code }`,
  )
  const program = join(folder, 'program.mjs')
  await writeFile(program, `const said = {}\n${tries.join('\n')}\nconsole.log(JSON.stringify(said))\nprocess.exit()`)
  const flags = permissionFlags(folder, 64)
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program], { env: {}, cwd: folder })
  await rm(folder, { recursive: true })
  const denied = Object.fromEntries(Object.keys(ATTEMPTS).map(name => [name, 'ERR_ACCESS_DENIED']))
  expect(JSON.parse(stdout)).toEqual(denied)
})
