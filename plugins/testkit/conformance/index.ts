import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Validate } from '../replay/server.ts'
import type { VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { botocoreConformance } from './botocore.ts'
import type { ServiceModel } from './botocore.ts'
import { openapiConformance } from './openapi.ts'

/** Judges one exchange by the vendor's own description. */
export interface Conformance {
  /** One sentence for each thing, in request or answer, that does not fit. */
  violations(request: VendorRequest, answer: VendorAnswer): string[]
}

/** The folder of vendor descriptions that tests are given: `CASBAH_SHARED`, else `../shared` beside the project. */
export function sharedFolder(): string {
  const project = resolve(import.meta.dirname, '../../../..')
  return resolve(project, process.env.CASBAH_SHARED ?? '../shared')
}

const known = new Map<string, Conformance | null>()

/** By the description in `{sharedDir}/apis/{slug}`, which is read once a process; null when there is none. */
export function conformanceOf(slug: string, sharedDir: string): Conformance | null {
  const folder = join(sharedDir, 'apis', slug)
  const found = known.get(folder)
  if (found !== undefined) return found
  const read = readConformance(folder)
  known.set(folder, read)
  return read
}

function readConformance(folder: string): Conformance | null {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  if (existsSync(join(folder, 'openapi.json'))) return openapiConformance(read('openapi.json'))
  const models = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.service-2.json')) : []
  return models.length > 0 ? botocoreConformance(models.map(file => read(file) as ServiceModel)) : null
}

/** For the replay server's `validate`; null when a vendor's description is absent. */
export function validateBy(slugs: string[], sharedDir: string): Validate | null {
  const judges = new Map<string, Conformance>()
  for (const slug of slugs) {
    const judge = conformanceOf(slug, sharedDir)
    if (!judge) return null
    judges.set(slug, judge)
  }
  return (vendor, request, answer) => judges.get(vendor.slug)?.violations(request, answer) ?? []
}
