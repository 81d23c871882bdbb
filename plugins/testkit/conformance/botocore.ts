import { XMLParser } from 'fast-xml-parser'
import type { VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import type { Conformance } from './index.ts'

interface ShapeRef {
  shape: string
  locationName?: string
  location?: string
  resultWrapper?: string
}
interface Shape {
  type: string
  members?: Record<string, ShapeRef>
  member?: ShapeRef
  required?: string[]
  enum?: string[]
  min?: number
  max?: number
  pattern?: string
  payload?: string
  /** A list whose entries lie beside each other, without an element around them. */
  flattened?: boolean
}
interface Operation {
  http: { method: string; requestUri: string }
  input?: ShapeRef
  output?: ShapeRef
  errors?: ShapeRef[]
}
/** The parts of a `service-2.json` that matter here. */
export interface ServiceModel {
  metadata: { protocol: string; apiVersion: string; targetPrefix?: string; endpointPrefix: string }
  operations: Record<string, Operation>
  shapes: Record<string, Shape>
}

/** Errors that every service may answer. */
const COMMON_ERRORS = new Set([
  'ThrottlingException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'UnknownOperationException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'MissingAuthenticationToken',
  'InvalidAction',
  'ValidationError',
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'MethodNotAllowed',
  'NoSuchBucketPolicy',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchBucket',
  'PermanentRedirect',
  'InvalidRequest',
])

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true })

/** Judges requests and answers by the vendor's service models; the host tells which. */
export function botocoreConformance(models: ServiceModel[]): Conformance {
  return {
    violations: (request, answer) => {
      if (answer.undescribed) return []
      const model = models.find(({ metadata }) => request.host.split('.').includes(metadata.endpointPrefix))
      if (!model) return [`${request.host}: no model describes this endpoint`]
      const { protocol } = model.metadata
      const judge = protocol === 'json' ? ofJson : protocol === 'rest-json' ? ofRestJson : ofXml
      const exchange = judge(model, request, answer)
      return exchange.faults.map(fault => `${model.metadata.endpointPrefix} ${exchange.operation}: ${fault}`)
    },
  }
}

interface Exchange {
  operation: string
  faults: string[]
}

function ofJson(model: ServiceModel, request: VendorRequest, answer: VendorAnswer): Exchange {
  const target = request.headers['x-amz-target'] ?? ''
  const cut = target.lastIndexOf('.')
  const name = target.slice(cut + 1)
  const operation = model.operations[name]
  if (!operation || target.slice(0, cut) !== model.metadata.targetPrefix) {
    return { operation: name, faults: answer.status < 400 ? [`target ${target} is not described`] : [] }
  }
  const faults: string[] = []
  const check = checker(model, 'json', faults)
  if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
    faults.push('content type is not application/x-amz-json-1.1')
  const body = JSON.parse(String(answer.body)) as Record<string, unknown>
  if (answer.status === 200) {
    check(operation.input, JSON.parse(request.body || '{}'), 'request')
    check(operation.output, body, 'answer')
  } else faults.push(...errorFaults(model, operation, String(body.__type)))
  return { operation: name, faults }
}

/** Paths and methods with JSON in the body; a code of failure lies in the body or in a header. */
function ofRestJson(model: ServiceModel, request: VendorRequest, answer: VendorAnswer): Exchange {
  const name = operationAt(model, request)
  const operation = model.operations[name]
  if (!operation) return { operation: name, faults: answer.status < 400 ? ['is not described'] : [] }
  const faults: string[] = []
  const body = JSON.parse(String(answer.body)) as Record<string, unknown>
  if (answer.status < 300) {
    checker(model, 'text', faults)(operation.input, fromRequest(model, operation, request), 'request')
    checker(model, 'json', faults)(operation.output, body, 'answer')
  } else faults.push(...errorFaults(model, operation, String(body.__type)))
  return { operation: name, faults }
}

/** The name of the operation that has this method and path; of several the one that says the most. */
function operationAt(model: ServiceModel, request: VendorRequest): string {
  const fitting = Object.entries(model.operations)
    .filter(([, { http }]) => http.method === request.method && matchesUri(http.requestUri, request))
    .sort(([, a], [, b]) => b.http.requestUri.length - a.http.requestUri.length)
  return fitting[0]?.[0] ?? ''
}

function ofXml(model: ServiceModel, request: VendorRequest, answer: VendorAnswer): Exchange {
  const { protocol } = model.metadata
  const isQuery = protocol === 'query' || protocol === 'ec2'
  const form = new URLSearchParams(request.body)
  const name = isQuery ? (form.get('Action') ?? '') : operationAt(model, request)
  const operation = model.operations[name]
  if (!operation) return { operation: name, faults: answer.status < 400 ? ['is not described'] : [] }
  const faults: string[] = []
  const check = checker(model, 'text', faults)
  const output = operation.output && model.shapes[operation.output.shape]
  const payload = model.shapes[output?.members?.[output.payload ?? '']?.shape ?? '']
  // What comes as it is (an object, a policy) is no XML.
  const isRaw = payload?.type === 'blob' || payload?.type === 'string'
  const document = (isRaw && answer.status < 300 ? {} : parser.parse(String(answer.body ?? ''))) as Record<
    string,
    Record<string, unknown>
  >
  if (answer.status >= 300) {
    // EC2's model names none of its errors.
    if (protocol === 'ec2') return { operation: name, faults }
    const error = (document.ErrorResponse?.Error ?? document.Error) as { Code?: string } | undefined
    faults.push(...errorFaults(model, operation, String(error?.Code)))
    return { operation: name, faults }
  }
  if (isQuery) {
    if (form.get('Version') !== model.metadata.apiVersion) faults.push(`Version is not ${model.metadata.apiVersion}`)
    form.delete('Action')
    form.delete('Version')
    check(operation.input, protocol === 'ec2' ? nested(form) : unflatten(form), 'request')
    const response = document[`${name}Response`]
    if (response === undefined) faults.push(`the answer is not a ${name}Response`)
    const wrapper = operation.output?.resultWrapper
    if (protocol === 'ec2') {
      const { requestId: _, ...fields } = response || {}
      check(operation.output, fields, 'answer')
    } else if (wrapper) check(operation.output, response?.[wrapper], 'answer')
    return { operation: name, faults }
  }
  check(operation.input, fromRequest(model, operation, request), 'request')
  if (isRaw) return { operation: name, faults }
  const [root] = Object.keys(document).filter(key => key !== '?xml')
  if (answer.status === 204) return { operation: name, faults }
  check(
    operation.output,
    output?.payload === root ? { [root ?? '']: document[root ?? ''] } : document[root ?? ''],
    'answer',
  )
  return { operation: name, faults }
}

/** Whether a request is one of an operation: `/{Bucket}?policyStatus` has one step of a path and that query. */
function matchesUri(uri: string, { path, query }: VendorRequest): boolean {
  const [steps = '', wanted] = uri.split('?')
  const escaped = steps.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\\\+\}/g, '.+')
  if (!new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)) return false
  return [...new URLSearchParams(wanted ?? '').keys()].every(name => query.has(name))
}

/** What lies in the headers, the query, the path and the body of a request, by member. */
function fromRequest(
  model: ServiceModel,
  { http, input }: Operation,
  { headers, query, path, body }: VendorRequest,
): object {
  const shape = input && model.shapes[input.shape]
  const members = Object.entries(shape?.members ?? {})
  const [, ...names] = (http.requestUri.split('?')[0] ?? '').split('/')
  const steps = path.split('/').slice(1)
  return Object.fromEntries(
    members.map(([name, { location, locationName = name, shape: member }]) => {
      if (shape?.payload === name)
        return [name, model.shapes[member]?.type === 'structure' ? parser.parse(body)[locationName] : body]
      if (location === 'header') return [name, headers[locationName.toLowerCase()]]
      if (location === 'querystring') return [name, query.get(locationName) ?? undefined]
      const step = names.findIndex(one => one === `{${locationName}}` || one === `{${locationName}+}`)
      return [name, location === 'uri' ? steps[step] : undefined]
    }),
  )
}

/** The nested form of `Filter.member.1=User`; lists as `{member: […]}`, as XML has them. */
function unflatten(form: URLSearchParams): object {
  const result: Record<string, unknown> = {}
  for (const [key, value] of form) {
    const [name = '', list, index] = key.split('.')
    if (list === 'member' && index) {
      const members = ((result[name] ??= { member: [] }) as { member: string[] }).member
      members.push(value)
    } else result[key] = value
  }
  return result
}

/** The nested form of `Filter.1.Value.2=x`, as EC2 writes it. */
function nested(form: URLSearchParams): object {
  const result: Record<string, unknown> = {}
  for (const [key, value] of form) {
    const steps = key.split('.')
    let here = result
    for (const [index, step] of steps.slice(0, -1).entries())
      here = (here[step] ??= /^\d+$/.test(steps[index + 1] ?? '') ? [] : {}) as Record<string, unknown>
    here[steps.at(-1) as string] = value
  }
  return withoutGaps(result) as object
}

/** Lists count from one. */
function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(() => true).map(withoutGaps)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutGaps(item)]))
}

function errorFaults(model: ServiceModel, operation: Operation, code: string): string[] {
  const known = (operation.errors ?? []).flatMap(({ shape }) => {
    const error = (model.shapes[shape] as { error?: { code?: string } } | undefined)?.error
    return [shape, error?.code]
  })
  return known.includes(code) || COMMON_ERRORS.has(code) ? [] : [`error ${code} is not described`]
}

type Check = (ref: ShapeRef | undefined, value: unknown, path: string) => void

/** Checks values against shapes; in `text` form numbers, switches and times are strings, and lists come in `member` elements. */
function checker(model: ServiceModel, form: 'json' | 'text', faults: string[]): Check {
  const items = (value: unknown, element: string): unknown[] | undefined => {
    if (form === 'json' || Array.isArray(value)) return Array.isArray(value) ? value : undefined
    if (value === '') return []
    return typeof value === 'object' && value !== null
      ? [(value as Record<string, unknown>)[element]].flat()
      : undefined
  }
  const check: Check = (ref, value, path) => {
    const shape = ref && model.shapes[ref.shape]
    if (!ref || !shape) return
    const bad = (what: string) => faults.push(`${path} ${what}`)
    switch (shape.type) {
      case 'structure': {
        const fields = form === 'text' && value === '' ? {} : value
        if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return bad('is not a structure')
        const members = Object.entries(shape.members ?? {})
        for (const [name, member] of members) {
          const item = (fields as Record<string, unknown>)[member.locationName ?? name]
          const byHeader = (fields as Record<string, unknown>)[name]
          if ((item ?? byHeader) !== undefined) check(member, item ?? byHeader, `${path}.${name}`)
          else if (shape.required?.includes(name)) bad(`lacks ${name}`)
        }
        const known = new Set(members.flatMap(([name, { locationName }]) => [name, locationName]))
        for (const name of Object.keys(fields)) if (!known.has(name)) bad(`has ${name}, which is not described`)
        return
      }
      case 'list': {
        const list =
          shape.flattened && form === 'text' ? [value].flat() : items(value, shape.member?.locationName ?? 'member')
        if (!list) return bad('is not a list')
        return list.forEach((item, index) => check(shape.member, item, `${path}[${index}]`))
      }
      case 'map':
        if (!items(value, 'entry') && (typeof value !== 'object' || value === null)) bad('is not a map')
        return
      case 'boolean':
        if (form === 'json' ? typeof value !== 'boolean' : value !== 'true' && value !== 'false')
          bad('is not a boolean')
        return
      case 'integer':
      case 'long':
      case 'float':
      case 'double': {
        const number = form === 'json' ? value : Number(value)
        if (typeof number !== 'number' || Number.isNaN(number)) return bad('is not a number')
        if (number < (shape.min ?? -Infinity) || number > (shape.max ?? Infinity)) bad(`is ${number}, out of bounds`)
        return
      }
      case 'timestamp':
        if (form === 'json' && typeof value === 'number') return
        // REST writes times as text in JSON, too.
        if ((form === 'json' && model.metadata.protocol === 'json') || Number.isNaN(Date.parse(String(value))))
          bad('is not a time')
        return
      case 'blob':
        if (!/^[A-Za-z0-9+/]*={0,2}$/.test(String(value))) bad('is not base64')
        return
      default: {
        if (typeof value !== 'string') return bad('is not a string')
        if (shape.enum && !shape.enum.includes(value)) bad(`is ${value}, not one of ${shape.enum.join(', ')}`)
        if (value.length < (shape.min ?? 0) || value.length > (shape.max ?? Infinity))
          bad(`has ${value.length} characters`)
        if (shape.pattern && !matches(shape.pattern, value)) bad(`is ${value}, which does not match ${shape.pattern}`)
      }
    }
  }
  return check
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    // Some of the vendor's patterns are Java's and have no meaning here.
    return true
  }
}
