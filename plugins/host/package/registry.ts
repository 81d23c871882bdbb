import { Agent, request } from 'undici'
import { z } from 'zod'
import { PackageRefused } from './package-refused.ts'
import { PACKAGE_LIMITS } from './tar.ts'

/** npm's own. */
export const DEFAULT_REGISTRY = 'https://registry.npmjs.org'

const MB = 1024 * 1024
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const PACKUMENT_BYTES = 20 * MB
/** For all of it: whoever installs waits for the answer. */
const TIMEOUT_MS = 15_000

const packument = z.object({
  versions: z.record(z.string(), z.object({ dist: z.object({ tarball: z.url() }) })),
})

export interface RegistryOptions {
  /** Address of an npm registry; https, or http on the loopback. */
  registry: string
  signal?: AbortSignal
}

/** Throws PackageRefused when an address cannot be that of a registry. */
export function checkRegistry(address: string): URL {
  const url = URL.parse(address)
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname)))) return url
  throw new PackageRefused(
    ['The registry is not reached over https.'],
    'Set CASBAH_REGISTRY to an https address, or to one on the loopback.',
  )
}

/** A package's tarball as the registry has it, not yet verified. Rejects with PackageRefused. */
export async function fetchTarball(
  name: string,
  version: string,
  { registry, signal }: RegistryOptions,
): Promise<Buffer> {
  const base = checkRegistry(registry.endsWith('/') ? registry : `${registry}/`)
  const agent = new Agent({ connect: { timeout: TIMEOUT_MS } })
  const whole = AbortSignal.timeout(TIMEOUT_MS)
  const both = signal ? AbortSignal.any([signal, whole]) : whole
  const read = (url: URL, accept: string, most: number) => get(agent, url, accept, most, both)
  try {
    const about = new URL(name.replace('/', '%2f'), base)
    const text = await read(about, 'application/vnd.npm.install-v1+json, application/json', PACKUMENT_BYTES)
    const address = tarballOf(text, name, version)
    // Somebody who may write to the registry's data must not have the host ask elsewhere.
    if (address.origin !== base.origin)
      throw new PackageRefused(
        [`The registry says that the package lies at ${address.origin}, which is not the registry.`],
        'Set CASBAH_REGISTRY to a registry that serves its packages itself.',
      )
    return await read(address, 'application/octet-stream, */*', PACKAGE_LIMITS.tarballBytes)
  } finally {
    await agent.destroy()
  }
}

function tarballOf(text: Buffer, name: string, version: string): URL {
  let said: unknown
  try {
    said = JSON.parse(text.toString('utf8'))
  } catch {
    said = null
  }
  const parsed = packument.safeParse(said)
  if (!parsed.success)
    throw new PackageRefused(
      [`The registry answered something odd about ${name}.`],
      'See that CASBAH_REGISTRY is one of npm.',
    )
  const { versions } = parsed.data
  const found = Object.hasOwn(versions, version) ? versions[version] : undefined
  if (found) return new URL(found.dist.tarball)
  const known = Object.keys(versions).slice(-5).join(', ')
  throw new PackageRefused([`The registry has no version ${version} of ${name}.`], `It has ${known || 'none'}.`)
}

async function get(agent: Agent, url: URL, accept: string, most: number, signal: AbortSignal): Promise<Buffer> {
  let status = 0
  const chunks: Buffer[] = []
  let size = 0
  try {
    const answer = await request(url, { dispatcher: agent, headers: { accept }, signal })
    status = answer.statusCode
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw new PackageRefused(
      [`The registry ${url.origin} cannot be reached (${(error as Error).message}).`],
      'Try again.',
    )
  }
  if (status === 404) throw new PackageRefused([`The registry ${url.origin} does not have it.`], 'Look at its name.')
  if (status !== 200)
    throw new PackageRefused([`The registry ${url.origin} answered with status ${status}.`], 'Try again later.')
  if (size > most) throw new PackageRefused([`It has more than ${most / MB} MB.`], 'Ask its author for a smaller one.')
  return Buffer.concat(chunks)
}
