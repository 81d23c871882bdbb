import { z } from 'zod'
import { atLeast, defineCondition, isRead, lengthOf, momentOf, type Problem } from '../condition.ts'
import type { KnownApp } from '../health.ts'

const DAY_MS = 86_400_000
/** An end that was seen to move ahead within so long moves by itself, such as that of a token that is renewed with each use. */
const RENEWS_MS = 3 * DAY_MS

/** Credentials that run out soon, where somebody tells when. */
export const CREDENTIALS_END = defineCondition({
  name: 'credentials-end',
  parameters: z.strictObject({
    /** Days before the end from which on it is told. */
    days: z.int().min(1).max(90).default(14),
    /** Days before the end from which on it is HIGH at least. */
    urgentDays: z.int().min(0).max(90).default(3),
  }),
  over: 'Credentials are there that last longer, or the app is no longer read.',
  judge: ({ apps, now }, { days, urgentDays }, severity) =>
    apps.flatMap((app): Problem[] => {
      const { name, credentialsEndAt: end } = app
      if (end === null || !(isRead(app) || app.state === 'AUTH_FAILED')) return []
      const left = end - now
      if (left > days * DAY_MS || renewsItself(app, now)) return []
      const isUrgent = left <= urgentDays * DAY_MS
      const [verb, when] = left > 0 ? ['end', `in ${lengthOf(left)}`] : ['ended', 'and have not been replaced']
      return [
        {
          key: `app:${app.app}`,
          app,
          severity: isUrgent ? atLeast(severity, 'HIGH') : severity,
          title: `The credentials of ${name} ${verb} on ${dayOf(end)}`,
          summary: `The credentials of ${name} ${verb} on ${momentOf(end)}, ${when}. ${left > 0 ? 'Reading goes on until then; from then on nothing' : 'Nothing'} of ${name} is seen, and no policy judges what happens there. Make new ones at the vendor and give them with updateApp; reading goes on where it stopped.`,
          conditions: [
            {
              field: 'credentialsExpireAt',
              operator: 'before',
              expected: new Date(now + days * DAY_MS).toISOString(),
              actual: new Date(end).toISOString(),
              matched: true,
            },
          ],
          measures: [
            {
              name: 'days left',
              value: Math.round((left / DAY_MS) * 10) / 10,
              unit: 'd',
              baseline: null,
              threshold: days,
            },
          ],
          print: `${dayOf(end)} ${isUrgent} ${left > 0}`,
          holdMs: 0,
          detail: {},
        },
      ]
    }),
})

function renewsItself({ renewedAt }: KnownApp, now: number): boolean {
  return renewedAt !== null && now - renewedAt < RENEWS_MS
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
