import { createTestDatabase } from '../testing/index.ts'

it('prepares several databases of one cluster at once', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()))
  expect(new Set(made.map(database => database.url)).size).toBe(6)
  await Promise.all(made.map(database => database.drop()))
})
