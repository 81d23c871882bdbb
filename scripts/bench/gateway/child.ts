import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What a program of the bench is told at its start. */
export interface Settings {
  /** File of the composed graph. */
  supergraph: string
  /** Subgraphs in the gateway's own process. */
  allInOne: boolean
  /** Hive: whose planner. */
  planner?: 'js' | 'rust'
  /** Hive: requests that are alike and under way at once are answered together. */
  dedup?: boolean
}

/** In the child: what it was told. */
export function settings(): Settings {
  return JSON.parse(process.argv[2] ?? '{}') as Settings
}

interface Served {
  /** What requests must carry. */
  token?: string
  /** What is to be done before it ends; nothing by default. */
  end?: () => Promise<void>
}

/** In the child: it serves; from now on it tells its use of the processor when asked, and ends with the bench. */
export function announce(url: string, { token, end }: Served = {}): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1000 })
  })
  process.on('disconnect', () => void Promise.resolve(end?.()).finally(() => process.exit(0)))
  process.send?.({ url, token })
}

export interface Child {
  url: string
  token: string | undefined
  /** Processor time so far, in ms. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a program on one core, where the system can pin (`taskset`); resolves when it serves. */
export async function startChild(
  file: string,
  settings: object,
  core: number,
  nodeFlags: string[] = [],
): Promise<Child> {
  const child = forkPinned(file, [JSON.stringify(settings)], core, nodeFlags)
  const { url, token } = await message<{ url: string; token?: string }>(child, file)
  return {
    url,
    token,
    async cpuMs() {
      child.send('cpu')
      return (await message<{ cpuMs: number }>(child, file)).cpuMs
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

export const canPin = process.platform === 'linux'

export function forkPinned(file: string, args: string[], core: number, nodeFlags: string[] = []): ChildProcess {
  return fork(file, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    ...(canPin
      ? { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath, ...nodeFlags] }
      : { execArgv: nodeFlags }),
  })
}

export function message<T>(child: ChildProcess, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${file} ended with ${code}.`))
    child.once('error', reject)
    child.once('exit', ended)
    child.once('message', value => {
      child.off('exit', ended)
      child.off('error', reject)
      resolve(value as T)
    })
  })
}
