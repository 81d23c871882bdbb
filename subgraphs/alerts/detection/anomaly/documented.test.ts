import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ANOMALY_KINDS } from './kinds.ts'

const GUIDE = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', '..', 'docs', 'guides', 'detectors.md'),
  'utf8',
)

/** Rows of the section's table of parameters. */
const rows = [...GUIDE.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|/gm)].map(([, name, value, of]) => ({
  name: name!,
  value: value!.trim(),
  of: of!.trim(),
}))

const PLACES = [
  'impossible-travel',
  'infrequent-country',
  'new-country-after-reset',
  'anonymous-ip',
  'suspicious-ip',
  'unusual-region',
  'unusual-isp-for-oauth-app',
]

describe('the guide to detectors', () => {
  it.each(PLACES)('has every number of %s with its default', name => {
    const kind = ANOMALY_KINDS.get(name)!
    const defaults = kind.parameters.parse({}) as Record<string, unknown>
    const told = rows.filter(({ of }) => of === 'all' || of.includes(`\`${name}\``))
    expect(Object.fromEntries(told.map(row => [row.name, row.value]))).toEqual(
      Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, String(value)])),
    )
  })

  it.each(PLACES)('is agreed with by the descriptions of %s: meaning, unit and source', name => {
    const { shape } = ANOMALY_KINDS.get(name)!.parameters as unknown as z.ZodObject
    for (const [key, parameter] of Object.entries(shape))
      expect([key, parameter.description]).toEqual([key, expect.stringMatching(/, .*; source.*: .+\.$|source of/)])
  })
})
