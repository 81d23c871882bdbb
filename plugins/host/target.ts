import type { Config, HttpRequest, Query } from '@casbah/sdk'
import { matchesHost } from './address.ts'
import type { CardData } from './description.ts'
import { HostError } from './host-error.ts'

/** A request as it goes out, still without credentials. */
export interface PreparedRequest {
  method: string
  /** At the vendor, also when it is routed elsewhere. */
  url: URL
  /** Names in lower case. */
  headers: Record<string, string>
  body: string | null
}

/** Makes the connector's request whole and refuses it when it would leave the hosts that the card allows. */
export function prepare(request: HttpRequest, card: CardData, config: Config): PreparedRequest {
  const url = addressOf(request, card, config)
  const allowed = card.hosts.flatMap(host => fill(host, config))
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
  if (!plain || !allowed.some(host => matchesHost(host.toLowerCase(), url.hostname))) {
    throw new HostError(
      'BAD_CONFIG',
      `A request to ${url.origin} is refused: ${card.name} may be asked over https at ${allowed.join(', ')} only.`,
    )
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...card.headers, ...request.headers }))
    headers[name.toLowerCase()] = value
  let body: string | null = null
  if (request.json !== undefined) {
    body = JSON.stringify(request.json)
    headers['content-type'] ??= 'application/json'
  } else if (request.form) {
    body = encode(request.form)
    headers['content-type'] ??= 'application/x-www-form-urlencoded'
  } else if (request.text) {
    body = request.text.body
    headers['content-type'] ??= request.text.type
  }
  return { method: request.method ?? 'GET', url, headers, body }
}

function addressOf(request: HttpRequest, card: CardData, config: Config): URL {
  const base = fill(card.baseUrl, config)[0] ?? ''
  // An address that an answer names may be told below the base address.
  const whole =
    request.url !== undefined && URL.canParse(request.url, base) ? new URL(request.url, base).href : request.url
  const text = whole ?? base.replace(/\/$/, '') + (request.path ?? '/')
  const query = request.query ? encode(request.query) : ''
  try {
    return new URL(query === '' ? text : `${text}${text.includes('?') ? '&' : '?'}${query}`)
  } catch (cause) {
    throw new HostError('BAD_CONFIG', `"${text}" is no address. Check the configuration of this app.`, { cause })
  }
}

/** Percent-encoded throughout (a blank is `%20`), as signatures want it. */
function encode(query: Query): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${escape(name)}=${escape(String(value))}`)
    .join('&')
}

const escape = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/**
 * A template with its `{field}`s filled in, each `written` in its way; a field that holds a list gives one text for each of its values. Throws a HostError
 * where the configuration lacks one.
 */
export function fill(template: string, config: Config, written: (value: string) => string = text => text): string[] {
  const field = /\{(\w+)\}/.exec(template)
  if (!field) return [template]
  const value = config[field[1] as string]
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap(one => {
    if (typeof one !== 'string' && typeof one !== 'number') {
      throw new HostError('BAD_CONFIG', `The configuration lacks "${field[1]}". Give it and connect the app again.`)
    }
    return fill(
      template.replace(field[0], () => written(String(one))),
      config,
      written,
    )
  })
}
