import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from './postgres.ts'

const SETTINGS = ['fsync=off']

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('stops a server whose parent was killed and starts it anew, with its data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'casbah-survivor-'))
  await chmod(folder, 0o755)
  const script = `import { startPostgres } from ${JSON.stringify(new URL('./postgres.js', import.meta.url).href)}
    const server = await startPostgres({ dataDir: ${JSON.stringify(folder)}, settings: ${JSON.stringify(SETTINGS)} })
    console.log(JSON.stringify({ url: server.url, pid: server.pid }))
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const first = await new Promise<{ url: string; pid: number }>((told, failed) => {
    parent.stdout.once('data', (data: Buffer) => told(JSON.parse(String(data)) as { url: string; pid: number }))
    parent.once('exit', code => failed(new Error(`the parent ended with ${code}`)))
  })
  await query(first.url, 'create table kept as select 42 as n')
  const gone = new Promise(done => parent.once('close', done))
  parent.kill('SIGKILL')
  await gone
  expect(await query(first.url, 'select n from kept')).toEqual([{ n: 42 }])
  const second = await startPostgres({ dataDir: folder, settings: SETTINGS })
  try {
    expect(second.pid).not.toBe(first.pid)
    expect(() => process.kill(first.pid, 0)).toThrow(/ESRCH/)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }])
  } finally {
    await second.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
