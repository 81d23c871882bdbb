import type { Raisable } from '../../alert/raisable.ts'
import { THINGS } from './sentence.ts'
import type { Thing } from './thing.ts'

/** Things of one app that a policy may find in one entry of the log, each an alert of its own; more are one alert. */
export const EACH = 20
/** Things that such an alert names. */
const NAMED = 100

/** One policy's finds of an entry. Where a folder was opened, thousands of things come to match at once: that is one thing to look at. */
export function togetherWhenMany(found: { raisable: Raisable; thing: Thing }[]): Raisable[] {
  const apps = Map.groupBy(found, ({ thing }) => thing.app)
  return [...apps.values()].flatMap(of =>
    of.length > EACH
      ? [
          together(
            of.map(({ raisable }) => raisable),
            of[0]!.thing,
          ),
        ]
      : of.map(({ raisable }) => raisable),
  )
}

function together(found: Raisable[], { of, app }: Thing): Raisable {
  const [first] = found as [Raisable]
  const { policy, match } = first
  const summary = `${found.length} ${THINGS[of]} came to match at once; one of them: ${match.explanation.summary}`
  const touches = found.slice(0, NAMED).flatMap(each => each.touches ?? [])
  return {
    ...first,
    match: {
      ...match,
      key: `many:${app}`,
      cited: found.slice(0, NAMED).flatMap(each => each.match.cited),
      title: name => `${policy.name}: ${found.length} ${THINGS[of]} in ${name} came to match at once`,
      explanation: {
        ...match.explanation,
        summary,
        measures: [{ name: THINGS[of], value: found.length, unit: null, baseline: null, threshold: EACH + 1 }],
      },
    },
    things: found.slice(0, NAMED).flatMap(each => each.things ?? []),
    touches: [...new Map(touches.map(touch => [`${touch.kind}|${touch.value}`, touch])).values()],
  }
}
