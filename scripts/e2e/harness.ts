import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, type Client } from 'graphql-ws'
import WebSocket from 'ws'
import { TEST_KEY } from '@casbah/kit/testing'

const START = join(import.meta.dirname, '..', 'start.js')
const COMPILED = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'compiled')

/** Where a running Casbah answers. */
export interface Endpoint {
  url: string
  wsUrl: string
  token: string
  tenant: string
}

/** A Casbah in a process of its own. */
export interface StackProcess extends Endpoint {
  child: ChildProcess
  /** Resolves when the process has ended, with its signal or code. */
  ended: Promise<string>
  stop(): Promise<void>
}

export interface StackProcessOptions {
  dataDir: string
  /** Vendor host to address. */
  routes?: Map<string, string>
  databaseUrl?: string
  flags?: string[]
  environment?: Record<string, string>
}

/** Starts the all-in-one as `npm start` does and waits for its one line. */
export async function startStackProcess(options: StackProcessOptions): Promise<StackProcess> {
  const child = spawn(
    process.execPath,
    [START, '--port', '0', '--data-dir', options.dataDir, ...(options.flags ?? ['--no-demo'])],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        // As `npm start` does: what was compiled once is not compiled again.
        NODE_COMPILE_CACHE: COMPILED,
        CASBAH_TEST_BUILD: '1',
        CASBAH_VENDOR_ROUTES: JSON.stringify(Object.fromEntries(options.routes ?? [])),
        // Roles are the server's, and so are their passwords: on a shared server the key must be one.
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl, CASBAH_KEY: TEST_KEY.toString('hex') } : {}),
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended = new Promise<string>(resolve => child.once('exit', (code, signal) => resolve(signal ?? String(code))))
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-8_000)))
  const line = await new Promise<string>((ready, failed) => {
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (out.includes('Casbah is ready')) ready(out)
    })
    void ended.then(how => failed(new EndedEarly(`Casbah ended (${how}) before it was ready: ${words}`)))
  })
  const [, url, token, tenant] = /ready at (\S+) — token (\S+) \(tenant (\S+)\)/.exec(line)!
  return {
    url: url!,
    wsUrl: url!.replace(/^http/, 'ws'),
    token: token!,
    tenant: tenant!,
    child,
    ended,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The process died before it could serve, as it may when it is told to crash early. */
export class EndedEarly extends Error {}

/** Asks the graph; throws when the answer has errors. */
export async function ask<T>(
  endpoint: Pick<Endpoint, 'url' | 'token'>,
  query: string,
  variables: object = {},
): Promise<T> {
  const { data, errors } = await askFor<T>(endpoint, query, variables)
  if (errors?.length) throw new Error(errors.map(error => error.message).join('\n'))
  return data!
}

export interface Answer<T> {
  data: T | null
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[]
}

export async function askFor<T>(
  endpoint: Pick<Endpoint, 'url' | 'token'>,
  query: string,
  variables: object = {},
): Promise<Answer<T>> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${endpoint.token}`,
    },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer<T>
}

/** A client of the live stream. */
export function liveClient(endpoint: Pick<Endpoint, 'wsUrl' | 'token'>): Client {
  return createClient({
    url: endpoint.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${endpoint.token}` },
    retryAttempts: 0,
  })
}

/** Tries until the answer satisfies; fails with what was last seen. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T>,
  done: (seen: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  let last: unknown = 'nothing'
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(100)) {
    try {
      const seen = await look()
      if (done(seen)) return seen
      last = seen
    } catch (error) {
      last = error
    }
  }
  throw new Error(
    `${what}: not within ${withinMs / 1000} s; last seen ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  )
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'casbah-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
