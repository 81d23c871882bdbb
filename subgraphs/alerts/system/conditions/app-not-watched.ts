import { z } from 'zod'
import type { KnownApp } from '../health.ts'
import { atMost, defineCondition, momentOf, type Problem } from '../condition.ts'

const HOUR_MS = 3_600_000

/** An app whose vendor refuses the credentials; and one that somebody left paused or without consent. */
export const APP_NOT_WATCHED = defineCondition({
  name: 'app-not-watched',
  parameters: z.strictObject({
    /** Hours that an app may be paused, or wait for consent, before that is told. */
    forgottenHours: z.int().min(1).max(720).default(24),
  }),
  over: 'The app is read again, or it was disconnected.',
  judge: ({ apps, now }, { forgottenHours }, severity) =>
    apps.flatMap((app): Problem[] => {
      const words = WORDS[app.state]
      const isRefused = app.state === 'AUTH_FAILED'
      if (!words || (!isRefused && now - app.stateSince < forgottenHours * HOUR_MS)) return []
      const since = momentOf(app.stateSince)
      return [
        {
          key: `app:${app.app}`,
          app,
          severity: isRefused ? severity : atMost(severity, 'LOW'),
          title: words.title(app),
          summary: `${words.what(app, since)} Meanwhile nothing of ${app.name} is seen, and no policy judges what happens there. ${words.next}`,
          conditions: [
            {
              field: 'state',
              operator: 'in',
              expected: Object.keys(WORDS),
              actual: app.state,
              matched: true,
            },
          ],
          measures: [],
          print: app.state,
          holdMs: 0,
          detail: {},
        },
      ]
    }),
})

interface Words {
  title(app: KnownApp): string
  what(app: KnownApp, since: string): string
  next: string
}

const WORDS: Readonly<Record<string, Words>> = {
  AUTH_FAILED: {
    title: ({ name }) => `${name} is not watched: the vendor refuses the credentials`,
    what: ({ name, problem }, since) =>
      `The vendor has refused the credentials of ${name} since ${since}${problem ? `: ${ended(problem.message)}` : '.'}`,
    next: 'Find out whether they ran out or whether somebody took them away, and give new ones with updateApp. What happened meanwhile is then read as far back as the vendor keeps it.',
  },
  PAUSED: {
    title: ({ name }) => `${name} is not watched: it is paused`,
    what: ({ name }, since) => `${name} has been paused since ${since}.`,
    next: 'Have it read on with resumeApp, or disconnect it with disconnectApp.',
  },
  AWAITING_CONSENT: {
    title: ({ name }) => `${name} is not watched: consent at the vendor is awaited`,
    what: ({ name }, since) => `${name} has waited for an administrator’s consent at the vendor since ${since}.`,
    next: 'Give consent at the address that updateApp answers, or disconnect it with disconnectApp.',
  },
}

const ended = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)
