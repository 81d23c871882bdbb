import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { at } from '@casbah/sdk'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { toJsonSchema } from '../conformance/openapi.ts'
import { awsAccount } from './aws/account.ts'
import type { Emission } from './emission.ts'
import { ordinaryLife } from './life.ts'
import { logsOf } from './part.ts'
import type { DemoPart } from './part.ts'
import { PARTS } from './parts.ts'
import { stages } from './stages.ts'
import { createWorld } from './world.ts'

const NOW = Date.parse('2026-03-18T13:30:00Z')
const shared = resolve(process.env.CASBAH_SHARED ?? '../shared')

const world = createWorld('acme', 'Acme', 'acme.example', 60)
const rows = [
  ...twoDays(),
  ...[...stages(world).values()].flatMap(stage => Array.from({ length: 10 }, () => stage(NOW).rows).flat()),
]
const parts = Object.entries<DemoPart>(PARTS)

function* twoDays(): Generator<Emission> {
  for (const row of ordinaryLife(world, NOW - 2 * 86_400_000)) {
    if (row && row.time > NOW) return
    if (row) yield row
  }
}

const logs = parts.flatMap(([vendor, part]) =>
  Object.entries(logsOf(part)).map(([log, reading]) => ({
    vendor,
    log,
    reading,
    own: rows.filter(row => row.vendor === vendor && (row.partition ?? '') === log),
  })),
)

it('every row is in a log of its vendor', () => {
  expect(logs.reduce((sum, { own }) => sum + own.length, 0)).toBe(rows.length)
})

describe.each(logs)('rows of $vendor $log', ({ own, reading }) => {
  it('each carry an id of their own where the log has ids, a time, who did what, and from where if it was a person', () => {
    expect(own.length).toBeGreaterThan(5)
    const { id: idPath } = reading
    const said = own.map(({ row }) => ({
      ...(idPath !== undefined && { id: at(row, idPath) }),
      action: at(row, reading.action),
      who: reading.who.map(path => at(row, path)).find(value => value !== undefined),
      ...(reading.ip !== undefined && { ip: at(row, reading.ip) }),
    }))
    expect(said.filter(each => Object.values(each).some(value => value === undefined || value === ''))).toEqual([])
    if (idPath !== undefined) expect(new Set(said.map(({ id }) => id)).size).toBe(own.length)
  })
})

const described = logs.filter(({ reading }) => reading.schema)
describe.each(described)('rows of $vendor $log', ({ vendor, own, reading }) => {
  const file = `${shared}/apis/${vendor}/openapi.json`
  if (!existsSync(file)) {
    console.warn(`Not run: ${vendor} rows against ${reading.schema}, for ${file} is not there (set CASBAH_SHARED).`)
    return
  }
  it(`are each a ${reading.schema}, as the vendor describes it`, () => {
    const ajv = new Ajv({ strict: false, logger: false, allErrors: true, unicodeRegExp: false })
    ;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
    ajv.addSchema(toJsonSchema(JSON.parse(readFileSync(file, 'utf8'))) as object, 'api')
    const validate = ajv.compile({ $ref: `api#/components/schemas/${reading.schema}` })
    const errors = new Set<string>()
    for (const { row } of own) {
      if (!validate(row))
        for (const error of validate.errors ?? []) errors.add(`${error.instancePath} ${error.message}`)
    }
    expect([...errors]).toEqual([])
  })
})

describe('aws rows', () => {
  const own = rows.filter(row => row.vendor === 'aws')

  it.each([
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'eventID',
    'eventType',
    'recipientAccountId',
    'eventCategory',
  ])('all carry %s', field => {
    expect(own.length).toBeGreaterThan(500)
    expect(own.filter(({ row }) => row[field] === undefined)).toEqual([])
  })

  it('lie in the log of the region that they name, at the time that they name', () => {
    expect(
      own.filter(
        ({ row, partition, time }) => row.awsRegion !== partition || Date.parse(String(row.eventTime)) !== time,
      ),
    ).toEqual([])
    expect(new Set(own.map(row => row.partition))).toEqual(new Set(awsAccount(world).regions))
  })

  it('keep global services in the first region', () => {
    const global = own.filter(({ row }) =>
      ['iam.amazonaws.com', 'signin.amazonaws.com'].includes(String(row.eventSource)),
    )
    expect(global.length).toBeGreaterThan(5)
    expect(global.every(row => row.partition === 'us-east-1')).toBe(true)
  })
})
