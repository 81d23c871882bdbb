import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { createLogger } from '@casbah/kit'
import { openGateway } from '../stack/open-gateway.ts'
import type { Verdict } from './main.ts'

/** One case of the audit; without `errors` it does not matter whether there are some. */
interface Case {
  query: string
  expected: { data?: unknown; errors?: boolean }
}

interface Answer {
  data?: unknown
  errors?: unknown[]
}

const HOW = `The audit needs a checkout of graphql-hive/federation-gateway-audit, with its packages installed:
  git clone https://github.com/graphql-hive/federation-gateway-audit && (cd federation-gateway-audit && npm install)
  CASBAH_AUDIT=$PWD/federation-gateway-audit npm run verify -- audit`
const START_MS = 60_000

/** The public federation audit: its supergraphs served by our gateway, its cases asked over HTTP. */
export async function audit(): Promise<Verdict> {
  const checkout = process.env.CASBAH_AUDIT
  if (!checkout) throw new Error(HOW)
  const tsx = join(checkout, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  if (!existsSync(tsx)) throw new Error(`${tsx} is missing.\n${HOW}`)
  const port = await freePort()
  // On the Node that runs this; the machine's own may be too old for it.
  const subgraphs = spawn(process.execPath, [tsx, 'src/cli.ts', 'serve', '--port', String(port)], {
    cwd: checkout,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const base = `http://localhost:${port}`
    await answering(`${base}/_health`, () => subgraphs.exitCode)
    const verdict = { passed: 0, of: 0 }
    for (const suite of await readJson<string[]>(`${base}/ids`)) {
      const failed = await runSuite(`${base}/${suite}`, verdict)
      console.log(`${failed.length ? 'FAIL' : 'ok  '} ${suite}`)
      for (const line of failed) console.log(`     ${line}`)
    }
    console.log(`${verdict.passed} of ${verdict.of} cases pass`)
    return verdict
  } finally {
    subgraphs.kill()
  }
}

/** Adds to the verdict; gives a line for each case that failed. */
async function runSuite(base: string, verdict: Verdict): Promise<string[]> {
  const logger = createLogger('audit')
  logger.level = 'silent'
  const gateway = await openGateway({ supergraph: `${base}/supergraph`, host: '127.0.0.1', port: 0, logger })
  const { url } = await gateway.listen()
  const failed: string[] = []
  try {
    for (const [index, { query, expected }] of (await readJson<Case[]>(`${base}/tests`)).entries()) {
      verdict.of++
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal: AbortSignal.timeout(10_000),
      })
      const answer = (await response.json()) as Answer
      const sameData = isDeepStrictEqual(answer.data ?? null, expected.data ?? null)
      const sameErrors = expected.errors === undefined || expected.errors === Boolean(answer.errors?.length)
      if (sameData && sameErrors) verdict.passed++
      else failed.push(`case ${index}: wanted ${JSON.stringify(expected)}, got ${JSON.stringify(answer)}`)
    }
  } finally {
    await gateway.close()
  }
  return failed
}

async function readJson<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

async function answering(url: string, exitCode: () => number | null): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(200)) {
    if (exitCode() !== null) break
    const there = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (there) return
  }
  throw new Error('The subgraphs of the audit did not start. Try `npx tsx src/cli.ts serve` in the checkout.')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, listening))
  const { port } = server.address() as AddressInfo
  await new Promise(closed => server.close(closed))
  return port
}
