import type { Severity } from '@casbah/kit'
import type { MitreData } from '../policy.entity.ts'
import { defineTemplate, type TemplateData } from './define-template.ts'

/** What of a template of one app is said in one line. */
export interface AppTemplate {
  id: string
  name: string
  severity: Severity
  mitre: MitreData[]
  description: string
  /** In Casbah's vocabulary. */
  actions?: string[]
  /** As the vendor names it; holds when either does. */
  vendorActions?: string[]
  /** Further fields of the filter. */
  filter?: object
  /** Further parts of the definition, such as a count. */
  more?: object
}

/** Templates on activities of one app: done, not only tried, unless their filter says otherwise. */
export function templatesFor(connector: string, templates: AppTemplate[]): TemplateData[] {
  return templates.map(({ id, name, severity, mitre, description, actions, vendorActions, filter, more }) => {
    const either = [
      ...(actions ? [{ action: { in: actions } }] : []),
      ...(vendorActions ? [{ vendorAction: { in: vendorActions } }] : []),
    ]
    const what = either.length > 1 ? { or: either } : either[0]!
    const definition = {
      filter: { connector: [connector], outcome: ['SUCCESS', 'UNKNOWN'], ...what, ...filter },
      ...more,
    }
    return defineTemplate({
      id: `${connector}-${id}`,
      name,
      description,
      kind: 'ACTIVITY',
      severity,
      definition,
      mitre,
      connector,
    })
  })
}
