import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import type { Conformance } from './index.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: { type?: string | string[] }
  /** The variable is a path of its own, such as the whole id of a resource. */
  'x-ms-skip-url-encoding'?: boolean
  /** May say the same in words. */
  description?: string
}
interface Schema {
  properties?: Record<string, { type?: string | string[] }>
}
interface Media {
  content?: Record<string, { schema?: Schema }>
}
interface Operation {
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Media & { required?: boolean }
  responses: Record<string, Media | { $ref: string }>
}
interface Server {
  url: string
}
interface Document {
  components?: { responses?: object; securitySchemes?: object }
  servers?: Server[]
  paths: Record<string, Record<string, Operation> & { parameters?: Operation['parameters']; servers?: Server[] }>
}

/** Statuses that vendors answer without naming them in each operation. */
const COMMON = new Set([401, 403, 405, 422, 429])

const BYTE_ORDER_MARK = /^\uFEFF/

const FORM = 'application/x-www-form-urlencoded'
const XML = 'text/xml'
/** Kinds of bodies that are judged; of XML the description says no more than that it is one. */
const BODIES = ['application/json', FORM, XML]

/** Judges requests and answers by an OpenAPI 3.0 description. */
export function openapiConformance(description: unknown): Conformance {
  // Taken from clients of Azure, where a bare object stands for anything; Resource Graph lists rows under one.
  const isAzure = 'azureAuth' in ((description as Document).components?.securitySchemes ?? {})
  const document = toJsonSchema(isAzure ? withAnything(description) : description) as Document
  const ajv = new Ajv({ strict: false, logger: false, allErrors: true, unicodeRegExp: false, coerceTypes: false })
  ;(addFormats as unknown as (instance: Ajv) => void)(ajv)
  ajv.addSchema(document as object, 'description')
  const compiled = new Map<string, ValidateFunction>()
  // Every method of Google's takes `fields`; its descriptions name it once, outside of the methods.
  const isGoogle = 'GoogleError' in (document.components?.responses ?? {})
  const routes = Object.entries(document.paths).map(([template, path]) => {
    const wide = wideIn(path)
    return {
      template,
      isWide: wide.length > 0,
      pattern: patternOf(basePath((path.servers ?? document.servers)?.[0]) + template, wide),
    }
  })
  // Literal paths win over templates that would match them too, and those over what takes any path; of equals, the one that spells out more
  // (`/a/{id}:stop` over `/a/{id}`).
  const literal = (template: string) => template.replaceAll(/\{[^}]+\}/g, '').length
  routes.sort(
    (a, b) =>
      Number(a.isWide) - Number(b.isWide) ||
      (a.isWide
        ? b.template.length - a.template.length
        : a.template.split('{').length - b.template.split('{').length || literal(b.template) - literal(a.template)),
  )

  // Some descriptions name no error anywhere; then none of them is wrong.
  const tellsErrors = Object.values(document.paths)
    .flatMap(path => Object.values(path))
    .some(part => 'responses' in part && Object.keys(part.responses).some(status => /^[45]/.test(status)))

  const faults = (pointer: string[], value: unknown, what: string): string[] => {
    const ref = `description#/${pointer
      .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/')}`
    let validate = compiled.get(ref)
    if (!validate) compiled.set(ref, (validate = ajv.compile({ $ref: ref })))
    if (validate(value)) return []
    return (validate.errors ?? []).slice(0, 5).map(error => `${what}${error.instancePath} ${error.message}`)
  }
  const resolve = <Value extends object>(value: Value | { $ref: string }, pointer: string[]): [Value, string[]] => {
    if (!('$ref' in value)) return [value, pointer]
    const path = value.$ref.slice(2).split('/')
    const found = path.reduce<unknown>((here, step) => (here as Record<string, unknown>)[step], document)
    return [found as Value, path]
  }

  const ofQuery = (
    request: VendorRequest,
    operation: Operation,
    pointer: string[],
    own: readonly string[] = [],
  ): string[] => {
    const shared = document.paths[pointer[1] ?? '']?.parameters ?? []
    const parameters = [
      ...(operation.parameters ?? []).map((each, index) => resolve(each, [...pointer, 'parameters', String(index)])),
      ...shared.map((each, index) => resolve(each, ['paths', pointer[1] ?? '', 'parameters', String(index)])),
    ].filter(([parameter]) => parameter.in === 'query')
    const found: string[] = []
    for (const name of new Set(request.query.keys())) {
      if (own.includes(name)) continue
      const known = parameters.find(([parameter]) => parameter.name === name)
      if (!known && isGoogle && name === 'fields') continue
      // Part of the address that the vendor gave as the next one.
      if (!known && isAzure && name === '$skiptoken') continue
      if (!known) found.push(`query parameter ${name} is not described`)
      else
        for (const value of valuesOf(request.query.getAll(name), known[0].schema?.type))
          found.push(...faults([...known[1], 'schema'], value, `query parameter ${name}`))
    }
    for (const [parameter] of parameters) {
      if (parameter.required && !request.query.has(parameter.name))
        found.push(`query parameter ${parameter.name} is missing`)
    }
    return found
  }

  const ofBody = (request: VendorRequest, operation: Operation, pointer: string[]): string[] => {
    if (request.body === '') return operation.requestBody?.required ? ['the request body is missing'] : []
    const content = operation.requestBody?.content ?? {}
    const type = BODIES.find(each => content[each])
    if (!type) return [`the operation takes no body`]
    if (type === XML && !request.headers['content-type']?.startsWith(XML))
      return [`the request body is ${request.headers['content-type']}, not ${XML}`]
    const value: unknown =
      type === FORM
        ? formOf(request.body, content[type]?.schema)
        : type === XML
          ? request.body
          : JSON.parse(request.body)
    return faults([...pointer, 'requestBody', 'content', type, 'schema'], value, 'request body')
  }

  const ofAnswer = (answer: VendorAnswer, operation: Operation, pointer: string[]): string[] => {
    const named = String(answer.status)
    // `default` is how some describe all their errors at once, `4XX` all of one kind.
    const range = `${named[0]}XX`
    const general = operation.responses[range] ? range : 'default'
    const status = operation.responses[named] || answer.status < 400 ? named : general
    const described = operation.responses[status]
    if (!described)
      return COMMON.has(answer.status) || answer.status >= 500 || (answer.status >= 400 && !tellsErrors)
        ? []
        : [`status ${answer.status} is not described`]
    const [response, at] = resolve(described, [...pointer, 'responses', status])
    if (!response.content?.['application/json']?.schema) return []
    const value: unknown =
      typeof answer.body === 'string'
        ? JSON.parse(answer.body.replace(BYTE_ORDER_MARK, ''))
        : JSON.parse(JSON.stringify(answer.body))
    return faults([...at, 'content', 'application/json', 'schema'], value, 'answer')
  }

  return {
    violations: (request, answer) => {
      if (answer.undescribed) return []
      const path = answer.describedAs ?? request.path
      const route = routes.find(({ pattern }) => pattern.test(path))
      const method = request.method.toLowerCase()
      const operation = route && document.paths[route.template]?.[method]
      const name = `${request.method} ${route?.template ?? path}`
      // A vendor that says "not found" to what it does not describe is right.
      if (!route || !operation)
        return answer.status === 404 || answer.status === 405 ? [] : [`${name}: is not described`]
      const pointer = ['paths', route.template, method]
      const asked =
        answer.status === 400 || answer.status === 422
          ? []
          : [...ofQuery(request, operation, pointer, answer.ownQuery), ...ofBody(request, operation, pointer)]
      return [...asked, ...ofAnswer(answer, operation, pointer)].map(fault => `${name}: ${fault}`)
    },
  }
}

/** A form's values as its schema's types mean them. */
function formOf(body: string, schema: Schema = {}): object {
  const fields = [...new URLSearchParams(body)]
  return Object.fromEntries(fields.map(([name, text]) => [name, typed(text, schema.properties?.[name]?.type)]))
}

/** What lies between host and path: servers may be told with a path of their own. */
function basePath(server: Server | undefined): string {
  const [, path = ''] = /^(?:https?:\/\/)?[^/]*(\/.*?)?\/?$/.exec(server?.url ?? '') ?? []
  return path
}

/** Variables of a path that stand for several segments. */
function wideIn(path: Record<string, unknown>): string[] {
  const parameters = [path, ...Object.values(path)].flatMap(part => (part as Operation).parameters ?? [])
  return [...new Set(parameters.flatMap(one => ('name' in one && isWide(one) ? [one.name] : [])))]
}

const isWide = ({ 'x-ms-skip-url-encoding': isWhole, in: place, description = '' }: Parameter) =>
  isWhole === true || (place === 'path' && description.includes('slashes kept'))

/** Matches paths of a template; a variable is a segment or a part of one, a wide one any number of them. */
function patternOf(template: string, wide: string[]): RegExp {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(
    `^${escaped.replace(/\{([^}]+)\}/g, (_, name: string) => (wide.includes(name) ? '(.+)' : '([^/]+)'))}$`,
  )
}

/** The same description with every schema that says no more than "object" taken for any value. */
function withAnything(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAnything)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && (value as { type?: unknown }).type === 'object') return {}
  return Object.fromEntries(entries.map(([key, item]) => [key, withAnything(item)]))
}

/** What a query parameter says: a list may come under its name given again, anything else is judged each time that it is given. */
function valuesOf(texts: string[], type: string | string[] | undefined): unknown[] {
  return texts.length > 1 && [type].flat().includes('array') ? [texts] : texts.map(text => typed(text, type))
}

/** A query value as its schema's type means it. */
function typed(text: string, type: string | string[] | undefined): unknown {
  const types = [type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return types.includes('array') ? text.split(',') : text
}

/** OpenAPI 3.0's `nullable` and `discriminator` in the words of JSON Schema. */
export function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...copy } = Object.fromEntries(
    Object.entries(hoisted(value)).map(([key, item]) => [key, toJsonSchema(item)]),
  )
  // Box's shared links ask for `accessed`, which none has: it is `access`.
  if (Array.isArray(copy.required))
    copy.required = copy.required.map(name => (name === 'accessed' ? 'access' : (name as string)))
  // Okta's pattern of durations lost the `!` of its lookahead, so that no duration matches it.
  if (typeof copy.pattern === 'string' && copy.pattern.startsWith('^P(?:$)')) delete copy.pattern
  // Written as blocks of YAML, patterns of Atlassian's end in a line break, which nothing ever matches.
  if (typeof copy.pattern === 'string') copy.pattern = copy.pattern.replace(/\n+$/, '')
  // Alternatives that a discriminator tells apart may overlap otherwise; Box's `GenericSource` is any object, and overlaps all others.
  if (Array.isArray(copy.oneOf) && (copy.discriminator || copy.oneOf.some(isGenericSource))) {
    copy.anyOf = copy.oneOf
    delete copy.oneOf
  }
  // A property may itself be named `nullable`; then it is no switch.
  if (typeof nullable !== 'boolean') return nullable === undefined ? copy : { ...copy, nullable }
  if (!nullable) return copy
  if (Array.isArray(copy.enum) && !copy.enum.includes(null)) copy.enum = [...copy.enum, null]
  if (typeof copy.type === 'string') return { ...copy, type: [copy.type, 'null'] }
  return { anyOf: [copy, { type: 'null' }] }
}

/** Box says that a whole may be null by a member of its `allOf` that says nothing else. */
function hoisted(value: object): object {
  const { allOf } = value as { allOf?: unknown }
  const saysNull = (part: unknown) => JSON.stringify(part) === '{"nullable":true}'
  return Array.isArray(allOf) && allOf.some(saysNull)
    ? { ...value, allOf: allOf.filter(part => !saysNull(part)), nullable: true }
    : value
}

const isGenericSource = (one: unknown) => (one as { $ref?: string } | null)?.$ref?.endsWith('/GenericSource') === true
