import { startTestPostgres } from './database.ts'

let stop: (() => Promise<void>) | null = null

export default async function setUp(): Promise<void> {
  stop = await startTestPostgres()
  ;(globalThis as { casbahStopPostgres?: () => Promise<void> }).casbahStopPostgres = stop
}
