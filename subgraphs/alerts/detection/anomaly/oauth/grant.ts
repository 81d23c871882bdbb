import type { JudgedEvent } from '../../event.ts'
import { parametersOf } from '../google-parameters.ts'
import { textOf } from '../text-of.ts'
import type { Meant } from '../vendor-words.ts'

/** An application that was let in, and with which rights. */
export interface Grant {
  /** The vendor's id of it, else its name. */
  app: string
  name: string | null
  scopes: string[]
}

/** Which events tell that an application is let in. */
export const GRANT_EVENTS: Meant = {
  actions: ['consent.grant', 'consent.grant_domain', 'app.install', 'app.allow', 'oauth_token.grant'],
  vendorWords: [],
}

const APPS = new Set(['app', 'application', 'oauth_client', 'service_principal', 'integration'])
const RIGHTS = new Set(['scope', 'permission', 'app_permission', 'role_scope'])
const MOST = 300
const LONGEST = 8_192

/** The application that an event lets in; null when it names none. */
export function grantOf(event: JudgedEvent): Grant | null {
  const targets = event.activity.targets.slice(0, MOST)
  const app = targets.find(({ kind }) => APPS.has(kind)) ?? targets[0]
  const id = app?.id ?? app?.name
  if (!app || !id) return null
  const named = targets.filter(({ kind }) => RIGHTS.has(kind)).map(({ id: right, name }) => name ?? right ?? '')
  return {
    app: id,
    name: app.name,
    scopes: [...new Set([...named, ...rightsIn(event)])].filter(Boolean).slice(0, MOST),
  }
}

/** Rights as the vendors' records tell them. */
function rightsIn(event: JudgedEvent): string[] {
  const { connector } = event.activity
  if (connector === 'google-workspace')
    return wordsOf(parametersOf(event).get('scope') ?? parametersOf(event).get('API_SCOPES') ?? '')
  if (connector === 'microsoft-365' || connector === 'azure') return entraRights(event.record)
  if (connector === 'okta') {
    const debug = (event.record as { debugContext?: { debugData?: Record<string, unknown> } } | null)?.debugContext
      ?.debugData
    return ['grantedScopes', 'requestedScopes', 'scopes'].flatMap(name => wordsOf(textOf(debug?.[name])))
  }
  return []
}

/** Entra tells rights in changed properties, of the record itself or of its targets. */
function entraRights(record: unknown): string[] {
  const root = (record ?? {}) as Record<string, unknown>
  const inner = (root.properties ?? {}) as Record<string, unknown>
  const targets = [root.targetResources, inner.targetResources].flatMap(list =>
    Array.isArray(list) ? list.slice(0, 50) : [],
  )
  const lists = [
    root.ModifiedProperties,
    ...targets.map(target => (target as { modifiedProperties?: unknown } | null)?.modifiedProperties),
  ]
  return lists
    .flatMap(list => (Array.isArray(list) ? (list.slice(0, 100) as (Record<string, unknown> | null)[]) : []))
    .filter(property =>
      /Permissions|Scope|AppRole\.Value/i.test(textOf(property?.Name ?? property?.displayName).slice(0, 200)),
    )
    .flatMap(property => wordsOf(textOf(property?.NewValue ?? property?.newValue)))
}

function wordsOf(text: string): string[] {
  return text
    .slice(0, LONGEST)
    .split(/[\s,;"'[\]=>]+/)
    .filter(Boolean)
}
