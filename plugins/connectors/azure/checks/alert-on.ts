import { z } from 'zod'
import { judgeEach } from './of-subscriptions.ts'

const alert = z.looseObject({
  properties: z.looseObject({
    enabled: z.boolean().nullish(),
    condition: z.looseObject({
      allOf: z.array(z.looseObject({ field: z.string().nullish(), equals: z.string().nullish() })),
    }),
  }),
})

/** Judges whether each subscription has an enabled alert for all of these operations. */
export const judgeAlerts = (operations: readonly string[], what: string) =>
  judgeEach(
    'activityLogAlerts',
    alert,
    {
      what: 'alert rules',
      right: 'Microsoft.Insights/activityLogAlerts/read',
      say: (passing, all) => `${passing} of ${all} subscriptions alert on ${what}.`,
    },
    ({ rows }) => {
      const watched = new Set(
        rows
          .filter(({ properties }) => properties.enabled !== false)
          .flatMap(({ properties }) => properties.condition.allOf)
          .filter(({ field }) => field?.toLowerCase() === 'operationname')
          .map(({ equals }) => equals?.toLowerCase()),
      )
      const missing = operations.filter(operation => !watched.has(operation.toLowerCase()))
      return { passed: missing.length === 0, detail: missing.length ? `none for ${missing.join(', ')}` : 'alerts' }
    },
  )
