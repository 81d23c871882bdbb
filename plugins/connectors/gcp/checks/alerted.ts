import { judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const metric = z.looseObject({
  resource: z.looseObject({ data: z.looseObject({ name: z.string(), filter: z.string() }) }),
})
const policy = z.looseObject({ resource: z.looseObject({ data: z.looseObject({ conditions: z.array(z.unknown()) }) }) })

/** Judges whether a log metric counts entries with all of these words, and an alerting policy watches it. */
export const alerted = (words: string[], what: string) =>
  judgeParsed(
    { metrics: z.array(metric), alertPolicies: z.array(policy) },
    'The log metrics and alerting policies could not be read.',
    ({ metrics, alertPolicies }) => {
      const counting = metrics
        .map(({ resource }) => resource.data)
        .filter(({ filter }) => words.every(word => filter.includes(word)))
      const watched = counting.filter(({ name }) =>
        alertPolicies.some(({ resource }) =>
          JSON.stringify(resource.data.conditions).includes(`logging.googleapis.com/user/${name}`),
        ),
      )
      return {
        status: watched.length > 0 ? 'PASS' : 'FAIL',
        message: `${counting.length} log metrics count ${what}, and ${watched.length} of them are watched by an alerting policy.`,
        subjects: counting.map(({ name }) => ({ name, passed: watched.some(one => one.name === name) })),
      }
    },
  )
