import { whole } from '@casbah/sdk'
import { z } from 'zod'

/** The parameter of checks that ask for an end after so many idle minutes, a quarter of an hour where a tenant sets none. */
export const idleMinutes = (most: number, end: string) =>
  z.object({ minutes: whole({ least: 1, most, usual: 15 }, `Idle minutes after which ${end}.`) })

/** The bound that it sets. */
export const AT_MOST = { most: 'minutes' }
