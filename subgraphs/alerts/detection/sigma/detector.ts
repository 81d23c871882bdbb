import type { Severity } from '@casbah/kit'
import { citationOf } from '../citation.ts'
import type { Detector, ExplanationData, Match } from '../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../event.ts'
import type { SigmaRule } from './rule.ts'
import type { Fields, Selection } from './selection.ts'
import { fieldsOf } from './sources.ts'

/** Sigma rules on the vendor's own event: any of them raises. */
export class Sigma implements Detector {
  private readonly severity: Severity
  private readonly byConnector: ReadonlyMap<string, SigmaRule[]>

  constructor(severity: Severity, rules: SigmaRule[]) {
    this.severity = severity
    this.byConnector = Map.groupBy(rules, rule => rule.source.connector)
  }

  judge(event: JudgedEvent): Match | null {
    for (const rule of this.byConnector.get(event.activity.connector) ?? []) {
      const fields = fieldsOf(rule.source, event)
      if (rule.condition(name => holds(rule.selections.get(name)!, fields))) return this.match(rule, event, fields)
    }
    return null
  }

  private match(rule: SigmaRule, event: JudgedEvent, fields: Fields): Match {
    const { activity } = event
    const by = rule.author ? ` by ${rule.author}` : ''
    return {
      key: `${personKey(activity) ?? ''}|app:${activity.app}`,
      severity: this.severity,
      title: app => `${actorName(activity)} in ${app}: ${rule.title} (${activity.vendorAction})`,
      cited: [citationOf(event)],
      explanation: {
        matched: true,
        summary: `The event matches the Sigma rule “${rule.title}”${by}.`,
        conditions: conditionsOf(rule, fields),
        measures: [],
        suppressions: [],
      },
    }
  }
}

function holds(selection: Selection, fields: Fields): boolean {
  return selection.some(group => group.every(({ test }) => test(fields)))
}

/** Every field that the rule looks at, in its order. */
function conditionsOf(rule: SigmaRule, fields: Fields): ExplanationData['conditions'] {
  return [...rule.selections.values()].flat(2).map(({ field, operator, expected, test }) => {
    const found = fields(field)
    return { field, operator, expected, actual: found.length > 1 ? found : (found[0] ?? null), matched: test(fields) }
  })
}
