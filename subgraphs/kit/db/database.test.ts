import { pino } from 'pino'
import { Wake } from '../log/wake.ts'
import { createTestDatabase, TEST_KEY } from '../testing/index.ts'
import { Database } from './database.ts'

it('opens nothing anew for who asks a database that was closed', async () => {
  const made = await createTestDatabase()
  const wake = new Wake({ acrossProcesses: false })
  const db = await Database.open({
    name: 'log',
    url: made.url,
    masterKey: TEST_KEY,
    entities: [],
    wake,
    logger: pino({ level: 'silent' }),
  })
  const ask = () => db.read('acme', tx => tx.query<{ one: number }>('select 1 as one'))
  expect(await ask()).toEqual([{ one: 1 }])
  await db.close()
  await expect(ask()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  await wake.close()
  await made.drop()
})
