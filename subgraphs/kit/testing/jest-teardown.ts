export default async function tearDown(): Promise<void> {
  await (globalThis as { casbahStopPostgres?: () => Promise<void> }).casbahStopPostgres?.()
}
