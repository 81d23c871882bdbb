import { basename } from 'node:path'
import type { ConnectorChanged } from '@casbah/kit'
import { PROTOCOL } from '@casbah/sdk'
import type { ConnectorDescription, LoadedConnector } from '@casbah/host'
import type { Connector, VendorScope } from './connector.type.ts'

/** Worst lateness of a stream whose card does not say: a day. */
const LATENESS = 86_400

/** Where the connectors that ship with Casbah lie. */
const BUILT_IN = /[\\/](plugins[\\/]connectors|@casbah)[\\/][^\\/]+[\\/]?$/

/** The slug that a connector is listed under: one that says none of its own goes by its package, else by its folder. */
export function slugOfLoaded(loaded: LoadedConnector): string {
  if (loaded.slug !== null) return loaded.slug
  const name = (loaded.state === 'FAILED' ? loaded.name : null) ?? basename(loaded.folder)
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

export const isBuiltIn = ({ folder }: LoadedConnector) => BUILT_IN.test(folder)

/** The connector as the graph shows it: plain data. */
export function describeConnector(loaded: LoadedConnector): Connector {
  const slug = slugOfLoaded(loaded)
  const said = loaded.state === 'READY' ? loaded.description : null
  return {
    slug,
    name: said?.card.name ?? slug,
    vendor: said?.card.vendor ?? 'unknown',
    version: loaded.version ?? '0.0.0',
    protocol: PROTOCOL,
    builtIn: isBuiltIn(loaded),
    state: said ? 'LOADED' : 'FAILED',
    problems:
      loaded.state === 'FAILED'
        ? loaded.problems.map(problem => ({
            code: 'BAD_CONNECTOR',
            message: `${problem} ${loaded.remedy}`,
            path: null,
          }))
        : [],
    authKinds: (said?.card.auth ?? []).map(({ name, title, instructions, fields }) => ({
      name,
      title,
      instructions,
      fields: fields.map(field => ({ ...field, required: field.required ?? true })),
    })),
    configSchema: said?.card.config ?? {},
    requiredScopes: said ? scopesOf(slug, said) : [],
    streams: (said?.streams ?? []).map(stream => ({
      name: stream.name,
      description: stream.description,
      delaySeconds: stream.delaySeconds,
      latenessSeconds: stream.latenessSeconds ?? LATENESS,
      retentionDays: stream.retentionDays,
    })),
    actions: (said?.actions ?? []).map(action => ({
      id: `${slug}/${action.name}`,
      title: action.title,
      description: action.description,
      target: action.target,
      effect: action.effect,
      undoable: action.undoable,
      scope: action.scope,
      inputSchema: action.input,
    })),
    vocabularyCoverage: said?.vocabularyCoverage ?? null,
  }
}

/** Rights by the card's order, then those that only controls and actions need. */
export function scopesOf(slug: string, { card, streams, checks, reads, actions }: ConnectorDescription): VendorScope[] {
  const scopes = new Map<string, VendorScope>()
  for (const { scope, reason } of card.scopes) scopes.set(scope, { scope, reason, usedBy: [] })
  const use = (scope: string, by: string, reason: string) => {
    const known = scopes.get(scope) ?? { scope, reason, usedBy: [] }
    if (!known.usedBy.includes(by)) known.usedBy.push(by)
    scopes.set(scope, known)
  }
  for (const stream of streams) for (const scope of stream.scopes) use(scope, stream.name, stream.description)
  for (const check of checks)
    for (const read of check.reads) {
      const scope = reads[read]?.scope
      if (scope) use(scope, `${slug}/${check.name}`, `Judges: ${check.title}.`)
    }
  for (const action of actions)
    if (action.scope) use(action.scope, `${slug}/${action.name}`, `Carries out: ${action.title}.`)
  return [...scopes.values()]
}

/** What the neighbours need of a connector. */
export function connectorChanged(loaded: LoadedConnector): ConnectorChanged {
  const view = describeConnector(loaded)
  return {
    slug: view.slug,
    name: view.name,
    vendor: view.vendor,
    version: view.version,
    state: view.state,
    streams: view.streams.map(({ name, delaySeconds, latenessSeconds }) => ({ name, delaySeconds, latenessSeconds })),
    actions: view.actions.map(({ id, title, target, effect }) => ({ id, title, target, effect })),
    checks: (loaded.state === 'READY' ? loaded.description.checks : []).map(check => ({
      id: `${view.slug}/${check.name}`,
      title: check.title,
      description: check.description,
      severity: check.severity,
      category: check.category,
      points: check.points,
      reads: check.reads,
      remediation: check.remediation,
      remediationAction: check.remediationAction ? `${view.slug}/${check.remediationAction}` : null,
      url: check.url ?? null,
      frameworks: (check.frameworks ?? []).map(({ framework, version, requirement, derived }) => ({
        framework,
        version: version ?? null,
        requirement,
        derived: derived ?? false,
      })),
      touchedBy: check.touchedBy ?? [],
      ...(check.parameters !== undefined && { parameters: check.parameters }),
    })),
  }
}
