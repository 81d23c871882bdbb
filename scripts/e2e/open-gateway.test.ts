import { spawn, type ChildProcess } from 'node:child_process'
import { rename, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { eventually, temporaryFolder } from './harness.ts'

// Any supergraph served from the command line: what a suite from outside does to judge the gateway.

const SERVICE = join(import.meta.dirname, '..', 'start-service.js')

/** A supergraph of one subgraph with one field, which the address answers. */
function supergraphOf(field: string, url: string): string {
  const composed = composeServices([{ name: 'hall', url, typeDefs: parse(`type Query { ${field}: String }`) }])
  if (composed.errors) throw new Error(composed.errors[0]!.message)
  return composed.supergraphSdl
}

describe('the gateway over a supergraph from outside', () => {
  const children: ChildProcess[] = []
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let subgraph: Server
  let address: string
  let file: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    file = join(folder.path, 'supergraph.graphql')
    subgraph = createServer((_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"__typename":"Query","hello":"day","goodbye":"night"}}'),
    )
    await new Promise<void>(listening => subgraph.listen(0, '127.0.0.1', listening))
    address = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`
    await writeFile(file, supergraphOf('hello', address))
  })
  afterAll(async () => {
    const running = children.filter(child => child.exitCode === null && child.signalCode === null)
    const ended = running.map(child => new Promise(done => child.once('exit', done)))
    for (const child of running) child.kill('SIGTERM')
    await Promise.all(ended)
    subgraph.closeAllConnections()
    await new Promise(closed => subgraph.close(closed))
    await folder.remove()
  })

  /** Its address once it is ready; rejects with its last words when it ends before. */
  function start(...flags: string[]): Promise<string> {
    const { CASBAH_KEY: _, ...environment } = process.env
    const child = spawn(process.execPath, [SERVICE, 'gateway', ...flags], {
      env: { ...environment, NODE_OPTIONS: '', PORT: '0', SUPERGRAPH_POLL_SECONDS: '0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    return new Promise((ready, failed) => {
      let words = ''
      child.stderr.on('data', (text: Buffer) => (words += text.toString()))
      child.stdout.on('data', (text: Buffer) => {
        const found = /ready at (\S+)/.exec(text.toString())
        if (found) ready(found[1]!)
      })
      child.once('exit', code => failed(new Error(`${code}: ${words}`)))
    })
  }

  it('answers without a token, and follows the file', async () => {
    const url = await start('--supergraph', file, '--no-auth')
    const ask = async (query: string) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return (await response.json()) as { data?: unknown; errors?: unknown }
    }
    const readyz = async () => {
      const response = await fetch(new URL('/readyz', url))
      const body = (await response.json()) as { supergraph: { hash: string; problem: { message: string } | null } }
      return { status: response.status, ...body }
    }
    expect(await ask('{ hello }')).toEqual({ data: { hello: 'day' } })
    const { status, supergraph } = await readyz()
    expect([status, supergraph.problem]).toEqual([200, null])

    await writeFile(file, '<html>Not found</html>')
    const refused = await eventually('a refusal', readyz, now => now.supergraph.problem !== null)
    expect(refused).toMatchObject({
      status: 200,
      supergraph: {
        hash: supergraph.hash,
        problem: { message: expect.stringContaining('not a supergraph') as unknown },
      },
    })
    expect(await ask('{ hello }')).toEqual({ data: { hello: 'day' } })

    await writeFile(`${file}.next`, supergraphOf('goodbye', address))
    await rename(`${file}.next`, file)
    const answer = await eventually(
      'the new field',
      () => ask('{ goodbye }'),
      ({ data }) => data !== undefined,
    )
    expect(answer).toEqual({ data: { goodbye: 'night' } })
    expect((await readyz()).supergraph).toMatchObject({
      problem: null,
      hash: expect.not.stringMatching(supergraph.hash),
    })
  })

  it.each([
    [
      'beyond this machine',
      () => ['--supergraph', file, '--no-auth', '--host', '0.0.0.0'],
      /loopback only, not on 0\.0/,
    ],
    ['no supergraph', () => ['--no-auth'], /SUPERGRAPH: needed by gateway --no-auth/],
    [
      'a supergraph that is not there',
      () => ['--no-auth', '--supergraph', `${file}.none`],
      /cannot be read \(ENOENT\)/,
    ],
    ['a text that is none', () => ['--no-auth', '--supergraph', import.meta.filename], /not a supergraph that can be/],
    ['a flag that does not exist', () => ['--open'], /Unknown option '--open'. Usage: npm run start:gateway/],
    ['no word about authentication', () => ['--supergraph', file], /CASBAH_KEY: needed by gateway/],
  ])('does not start with %s, and says why without a stack', async (_name, flags, sentence) => {
    const error = await start(...flags()).catch((ended: Error) => ended)
    expect(error).toMatchObject({ message: expect.stringMatching(sentence) as unknown })
    expect((error as Error).message).toMatch(/^1: /)
    expect((error as Error).message).not.toMatch(/\n\s+at /)
  })
})
