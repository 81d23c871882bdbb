import { z } from 'zod'
import { defineCondition, type Problem } from '../condition.ts'

/** Reasons that are named; there are hardly ever more. */
const NAMED = 20

/** Policies that are switched on and cannot work. One alert for all of them, since what they lack is mostly the same few files. */
export const DETECTOR_NOT_READY = defineCondition({
  name: 'detector-not-ready',
  parameters: z.strictObject({
    /** Minutes that it may last before it is told: lists of accounts come some time after the first app. */
    holdMinutes: z.int().min(0).max(10_080).default(60),
  }),
  over: 'Every policy that is switched on can work.',
  judge: ({ notReady }, { holdMinutes }, severity): Problem[] => {
    if (!notReady.length) return []
    const policies = new Set(notReady.flatMap(each => each.policies))
    const count = policies.size
    return [
      {
        key: 'detectors',
        app: null,
        severity,
        title: `${count === 1 ? 'A policy' : `${count} policies`} that ${count === 1 ? 'is' : 'are'} switched on cannot work`,
        summary: `${notReady.slice(0, NAMED).map(sentence).join(' ')} What ${count === 1 ? 'this policy is' : 'these policies are'} for is not found meanwhile. Do what is said, or switch off what you do not need.`,
        conditions: notReady.slice(0, NAMED).map(({ message, policies }) => ({
          field: 'problem',
          operator: 'isSet',
          expected: false,
          actual: `${policies.join(', ')}: ${message}`,
          matched: true,
        })),
        measures: [],
        print: JSON.stringify(notReady),
        holdMs: holdMinutes * 60_000,
        detail: {},
      },
    ]
  },
})

const sentence = ({ message, policies }: { message: string; policies: string[] }) => `${namesOf(policies)}: ${message}`

function namesOf(policies: readonly string[]): string {
  return policies.length > 5
    ? `${policies.slice(0, 5).join(', ')} and ${policies.length - 5} more`
    : policies.join(', ')
}
