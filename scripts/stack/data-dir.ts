import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseMasterKey } from '@casbah/kit'
import { StartError } from './options.ts'

/** A data directory that is ours alone while we run. */
export interface DataDir {
  path: string
  masterKey: Buffer
  /** Reads a JSON file of it; null when there is none. */
  read<T>(name: string): Promise<T | null>
  /** Writes a JSON file of it, whole or not at all, for our user alone. */
  write(name: string, value: unknown): Promise<void>
  /** The same of a file with one line of text. */
  readText(name: string): Promise<string | null>
  writeText(name: string, line: string): Promise<void>
  release(): Promise<void>
}

/** Opens the data directory, making it at first; a second Casbah on it is turned away. */
export async function openDataDir(folder: string): Promise<DataDir> {
  const path = resolve(folder)
  try {
    // PostgreSQL runs as a user of its own and must be able to pass through.
    await mkdir(path, { recursive: true, mode: 0o711 })
    await access(path, constants.W_OK)
  } catch (error) {
    throw new StartError(
      `The data directory ${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Give another one with --data-dir, or mend its rights.`,
    )
  }
  const lock = join(path, 'casbah.pid')
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (holder && holder !== process.pid && (await isCasbah(holder)))
    throw new StartError(
      `Casbah is already running on ${path} (process ${holder}). Stop it first, or give another --data-dir.`,
    )
  await writeFile(lock, String(process.pid))
  const writeText = async (name: string, line: string) => {
    const target = join(path, name)
    await writeFile(`${target}.new`, `${line}\n`, { mode: 0o600 })
    await rename(`${target}.new`, target)
  }
  const readText = (name: string) =>
    readFile(join(path, name), 'utf8').then(
      text => text.trim(),
      () => null,
    )
  return {
    path,
    masterKey: await masterKey(path),
    read: async <T>(name: string) => {
      const text = await readText(name)
      return text === null ? null : (JSON.parse(text) as T)
    },
    write: (name, value) => writeText(name, JSON.stringify(value)),
    readText,
    writeText,
    release: () => rm(lock, { force: true }),
  }
}

/** From `CASBAH_KEY`, else from the file `key`, which is made at first. */
async function masterKey(path: string): Promise<Buffer> {
  if (process.env.CASBAH_KEY) return readKey(process.env.CASBAH_KEY)
  const file = join(path, 'key')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return readKey(text)
  const made = randomBytes(32)
  await writeFile(file, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

/** The master key from text; a wrong one is told in one sentence. */
export function readKey(text: string): Buffer {
  try {
    return parseMasterKey(text)
  } catch (error) {
    throw new StartError((error as Error).message)
  }
}

/** Whether a process id of a lock file is a living Casbah rather than a number that was given to somebody else since. */
async function isCasbah(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  return command === null || command.includes('start.js')
}
