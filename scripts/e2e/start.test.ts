import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, startStackProcess, temporaryFolder } from './harness.ts'

const START = join(import.meta.dirname, '..', 'start.js')

function start(...flags: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [START, ...flags], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 30_000,
  })
  return { status, words: stderr.trim().split('\n').at(-1) }
}

describe('npm start', () => {
  it.each([
    ['an unknown flag', ['--colour'], /--colour.*Usage: npm start/],
    ['a port that is none', ['--port', 'ninety'], /--port ninety is no port/],
    [
      'a data directory that cannot be written',
      ['--data-dir', '/dev/null/casbah'],
      /\/dev\/null\/casbah cannot be written.*--data-dir/,
    ],
  ])('answers %s with one sentence', (_what, flags, sentence) => {
    const { status, words } = start(...flags)
    expect(words).toMatch(sentence)
    expect(status).toBe(1)
  })

  it('says that a port is taken, that a data directory is in use, and comes back after kill -9', async () => {
    const folder = await temporaryFolder()
    await mkdir(folder.path, { recursive: true })
    await chmod(folder.path, 0o755)
    const environment = { DATABASE_URL: '' }
    const first = await startStackProcess({ dataDir: folder.path, environment })
    expect(start('--no-demo', '--data-dir', folder.path).words).toMatch(/already running on .* Stop it first/)
    const { viewer } = await ask<{ viewer: { tenant: { id: string } } }>(first, '{ viewer { tenant { id } } }')
    first.child.kill('SIGKILL')
    expect(await first.ended).toBe('SIGKILL')
    // Its PostgreSQL lives on.
    const second = await startStackProcess({ dataDir: folder.path, environment })
    expect(second.token).toBe(first.token)
    expect(await ask(second, '{ viewer { tenant { id } } }')).toEqual({ viewer })
    await second.stop()

    const busy = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => busy.once('listening', resolve))
    const { port } = busy.address() as { port: number }
    expect(start('--no-demo', '--data-dir', folder.path, '--port', String(port)).words).toMatch(
      new RegExp(`Port ${port} is in use.*--port`),
    )
    busy.close()
    await folder.remove()
  }, 90_000)
})
