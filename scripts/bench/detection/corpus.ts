import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A vendor's rows as they were recorded, one JSON text each. */
export interface Recording {
  /** Slug of the app. */
  slug: string
  rows: string[]
}

/** All recordings that there are. */
export async function recordings(shared: string): Promise<Recording[]> {
  const folder = join(shared, 'corpus')
  const slugs = await readdir(folder).catch(() => [])
  const files = [
    ...slugs.filter(slug => slug !== 'streams').map(slug => ({ slug, file: join(slug, 'events.ndjson') })),
    { slug: 'aws', file: join('streams', 'aws_cloudtrail_invictus.ndjson') },
    { slug: 'okta', file: join('streams', 'okta_sentinel_sample.ndjson') },
  ]
  const found: Recording[] = []
  for (const { slug, file } of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '')
    const rows = text
      .split('\n')
      .filter(line => line.trim())
      .map(rowOf)
    if (rows.length) found.push({ slug, rows })
  }
  if (!found.length)
    throw new Error(`There are no recorded rows in ${folder}. Set CASBAH_SHARED to the folder that has them.`)
  return found
}

/** A recording may tell with each row where it is from. */
function rowOf(line: string): string {
  const value = JSON.parse(line) as { source?: unknown; raw?: unknown }
  return value.source !== undefined && typeof value.raw === 'object' ? JSON.stringify(value.raw) : line
}
