import {
  Consumer,
  createLogger,
  Database,
  dropReadEntries,
  ensureRoles,
  LOG_MIGRATIONS,
  migrate,
  shardOf,
  Wake,
} from '../index.ts'
import { createTestDatabase, TEST_KEY } from '../testing/database.ts'

type Item = { id: string; name: string; email: string | null; active: boolean }
const member = (id: string): Item => ({ id, name: id, email: null, active: true })

describe('the event log', () => {
  let drop: () => Promise<void>
  let db: Database
  const wake = new Wake({ acrossProcesses: false })
  const logger = createLogger('test')
  logger.level = 'silent'

  beforeAll(async () => {
    const made = await createTestDatabase()
    drop = made.drop
    await ensureRoles(made.url, TEST_KEY)
    await migrate(made.url, TEST_KEY, 'log', LOG_MIGRATIONS)
    db = await Database.open({ name: 'log', url: made.url, masterKey: TEST_KEY, entities: [], wake, logger })
  })
  afterAll(async () => {
    await wake.close()
    await db.close()
    await drop()
  })

  async function until(done: () => boolean) {
    for (let tries = 0; !done(); tries++) {
      if (tries > 400) throw new Error('waited in vain')
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }

  it('hands on every item once, in order, to a consumer that starts late and one that starts early', async () => {
    const seen: Record<string, string[]> = { early: [], late: [] }
    const consumer = (name: string) =>
      new Consumer({
        name,
        topic: 'member.changed',
        db,
        logger,
        handle: async items => void seen[name]!.push(...items.map(item => item.id)),
      })
    const early = consumer('early')
    early.start()
    for (let n = 0; n < 30; n++) await db.write('acme', async tx => tx.append('member.changed', [member(`a${n}`)]))
    await until(() => seen.early!.length === 30)
    const late = consumer('late')
    late.start()
    await until(() => seen.late!.length === 30)
    expect(seen.late).toEqual(seen.early)
    expect(seen.early).toEqual(Array.from({ length: 30 }, (_, n) => `a${n}`))
    await Promise.all([early.stop(), late.stop()])
  })

  it('gives positions in commit order while writers race', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        db.write('race', async tx => tx.append('action.wanted', [{ spec: String(n) } as never])),
      ),
    )
    const { rows } = await db.system.query(
      'select position from log.entry where topic = $1 and shard = $2 order by position',
      ['action.wanted', shardOf('race')],
    )
    expect(rows.map(row => Number(row.position))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  })

  it('rolls back rows and items together', async () => {
    const before = await db.system.query('select count(*) from log.entry')
    await expect(
      db.write('acme', async tx => {
        tx.append('member.changed', [member('never')])
        await tx.query('select 1/0')
      }),
    ).rejects.toThrow(/division by zero/)
    expect((await db.system.query('select count(*) from log.entry')).rows).toEqual(before.rows)
  })

  it('puts the one bad item of an entry aside and goes on', async () => {
    const seen: string[] = []
    const consumer = new Consumer({
      name: 'picky',
      topic: 'score.changed',
      db,
      logger,
      handle: async items => {
        if (items.some(item => item.app === 'bad')) throw new Error('cannot read bad')
        seen.push(...items.map(item => item.app))
      },
    })
    consumer.start()
    await db.write('acme', async tx =>
      tx.append(
        'score.changed',
        ['1', '2', 'bad', '3'].map(app => ({ app, percent: 1 })),
      ),
    )
    await db.write('acme', async tx => tx.append('score.changed', [{ app: 'next', percent: 1 }]))
    await until(() => seen.includes('next'))
    await consumer.stop()
    const { rows } = await db.system.query(`select item, reason from log.dead_letter where consumer = 'picky'`)
    expect(rows).toEqual([{ item: { app: 'bad', percent: 1 }, reason: 'cannot read bad' }])
  })

  it('keeps a tenant from another tenant’s rows', async () => {
    await db.write('acme', async tx => tx.append('member.changed', [member('secret')]))
    const seen = await db.read('globex', tx => tx.query('select 1 from log.entry'))
    expect(seen).toEqual([])
  })

  it('drops what is old and read by all, and nothing else', async () => {
    const append = (id: string) => db.write('old', async tx => tx.append('action.changed', [{ id } as never]))
    for (const id of ['a', 'b', 'c']) await append(id)
    const shard = shardOf('old')
    const entries = async () =>
      (
        await db.system.query(
          `select position from log.entry where topic = 'action.changed' and shard = $1 order by 1`,
          [shard],
        )
      ).rows.map(row => Number(row.position))
    const [first, second, third] = await entries()
    await db.system.query(
      `update log.entry set at = now() - interval '49 hours' where topic = 'action.changed' and position < $1`,
      [third],
    )
    expect(await dropReadEntries(db)).toBe(0)
    const reads = (name: string, position: number) =>
      db.system.query(`insert into log.consumer values ($1, 'action.changed', $2, $3)`, [name, shard, position])
    await reads('quick', third!)
    await reads('slow', first!)
    expect(await dropReadEntries(db)).toBe(1)
    expect(await entries()).toEqual([second, third])
  })
})
