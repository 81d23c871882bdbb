import { Consumer, createLogger, Database, LOG_MIGRATIONS, migrate, readEntries, shardOf, Wake } from '../index.ts'
import { createTestDatabase, TEST_KEY } from '../testing/index.ts'

const logger = createLogger('test')
logger.level = 'silent'

describe('a consumer', () => {
  let made: Awaited<ReturnType<typeof createTestDatabase>>
  const open: { close(): Promise<void> }[] = []

  // A database each: a consumer reads its topic from the beginning, in all shards at once, and the entries of another test would pass its points.
  beforeEach(async () => {
    made = await createTestDatabase()
    await migrate(made.url, TEST_KEY, 'log', LOG_MIGRATIONS)
  })
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close()
    await made.drop()
  })

  async function database(acrossProcesses: boolean): Promise<Database> {
    const wake = new Wake({ acrossProcesses })
    if (acrossProcesses) await wake.listen(made.url)
    const db = await Database.open({ name: 'log', url: made.url, masterKey: TEST_KEY, entities: [], wake, logger })
    open.push(wake, db)
    return db
  }

  /** What handlers left behind in the log, in order: their effect and the offset stand or fall together. */
  async function effects(db: Database, tenant: string): Promise<string[]> {
    const all: string[] = []
    for (let after = 0; ;) {
      const entries = await readEntries(db, 'score.changed', shardOf(tenant), after)
      if (!entries.length) return all
      after = entries.at(-1)!.position
      for (const entry of entries)
        if (entry.tenant === tenant) all.push(...(entry.items as { app: string }[]).map(item => item.app))
    }
  }

  async function until(done: () => Promise<boolean>) {
    for (let tries = 0; !(await done()); tries++) {
      if (tries > 800) throw new Error('waited in vain')
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }

  const names = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`)
  const member = (id: string) => ({ id, name: id, email: null, active: true })

  it('of the same name in two processes shares the work: each item has its effect once, in order', async () => {
    const writer = await database(true)
    const handled = [0, 0]
    const consumers = await Promise.all(
      handled.map(async (_, n) => {
        const db = await database(true)
        return new Consumer({
          name: 'shared',
          topic: 'member.changed',
          db,
          logger,
          handle: async (items, tx) => {
            handled[n]!++
            tx.append(
              'score.changed',
              items.map(item => ({ app: item.id, percent: n })),
            )
          },
        })
      }),
    )
    for (const consumer of consumers) consumer.start()
    for (const id of names(40)) await writer.write('two', async tx => tx.append('member.changed', [member(id)]))
    await until(async () => (await effects(writer, 'two')).length >= 40)
    await Promise.all(consumers.map(consumer => consumer.stop()))
    expect(await effects(writer, 'two')).toEqual(names(40))
    expect(handled[0]! + handled[1]!).toBeGreaterThanOrEqual(40)
  })

  it.each(['before-handle', 'before-commit', 'after-commit'])(
    'that fails at %s repeats what was not committed, exactly, and nothing that was',
    async point => {
      const db = await database(false)
      const tenant = `crash ${point}`
      const seen: string[] = []
      let failures = 0
      let rollbacks = 0
      const consumer = new Consumer({
        name: `crash-${point}`,
        topic: 'alert.counted',
        db,
        logger,
        handle: async (items, tx) => {
          if (tx.tenant !== tenant) return
          seen.push(...items.map(item => item.app))
          tx.append(
            'score.changed',
            items.map(item => ({ app: item.app, percent: 1 })),
          )
        },
        onRollback: () => void rollbacks++,
        crashPoint: at => {
          if (at === `crash-${point}:${point}` && seen.length === 3 && !failures++) throw new Error('crashed')
        },
      })
      consumer.start()
      for (const id of names(5)) await db.write(tenant, async tx => tx.append('alert.counted', [{ app: id, open: 1 }]))
      await until(async () => (await effects(db, tenant)).length >= 5)
      await consumer.stop()
      expect(failures).toBeGreaterThanOrEqual(1)
      expect(rollbacks).toBe(point === 'after-commit' ? 0 : 1)
      expect(await effects(db, tenant)).toEqual(names(5))
      expect(seen).toEqual(point === 'before-commit' ? ['m0', 'm1', 'm2', 'm2', 'm3', 'm4'] : names(5))
    },
  )
})
