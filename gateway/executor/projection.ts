import {
  getNullableType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql'
import { fieldPrice, typeWeight } from '../cost/directives.ts'
import type { Data, Path } from './data.ts'
import { fieldsOf, holds, type Fragments, type Selected, type SelectedField } from './selection.ts'
import type { TypeConditions } from './type-conditions.ts'

/** A null where none may be: its field and, when traced, its place. */
export interface NullViolation {
  field: string
  path: Path
}

interface Writing {
  variables: Data
  /** Set on a second pass only, which names the places of wrong nulls; keeping it costs too much on the first. */
  trail: Path | null
  violations: NullViolation[]
  /** Points of what was written so far. */
  cost: number
}

const NULLED = Symbol('nulled')
/** JSON text of a value; `null` is the text of a null; NULLED when the null belongs to the parent. */
type Writer = (value: unknown, writing: Writing) => string | typeof NULLED

/** Turns merged data into the JSON text that the client asked for. */
export interface Projection {
  write(data: Data, variables: Data): { json: string; violations: number; cost: number }
  /** The wrong nulls with their places; called only when `write` met some. */
  trace(data: Data, variables: Data): NullViolation[]
}

interface Context {
  schema: GraphQLSchema
  types: TypeConditions
  fragments: Fragments
  /** Whether objects cost their type's weight here; a single one does not where its field states a cost. */
  weighed: boolean
}

/**
 * Compiles the selection into writers that go straight from data to JSON text, without an object in between: fields in the
 * client's order, only what was selected, nulls passed up as the schema wants.
 */
export function compileProjection(
  root: GraphQLObjectType,
  selected: Selected[],
  context: Omit<Context, 'weighed'>,
): Projection {
  const writer = objectWriter(root, selected, { ...context, weighed: false })
  const run = (data: Data, variables: Data, trail: Path | null) => {
    const writing: Writing = { variables, trail, violations: [], cost: 0 }
    const text = writer(data, writing)
    return { json: text === NULLED ? 'null' : text, violations: writing.violations, cost: writing.cost }
  }
  return {
    write(data, variables) {
      const { json, violations, cost } = run(data, variables, null)
      return { json, violations: violations.length, cost }
    },
    trace: (data, variables) => run(data, variables, []).violations,
  }
}

function objectWriter(type: GraphQLObjectType | GraphQLInterfaceType, selected: Selected[], context: Context): Writer {
  const fields = fieldsOf(type, selected, context.schema, context.fragments).flatMap(field => {
    const write = fieldWriter(type, field, context)
    if (!write) return []
    // An alias such as `constructor` must not find what every object inherits.
    const read =
      field.key in Object.prototype ? (data: Data) => (Object.hasOwn(data, field.key) ? data[field.key] : null) : null
    const when = field.when.every(all => all.length) ? field.when : null
    return [
      {
        key: field.key,
        head: `${JSON.stringify(field.key)}:`,
        write,
        when,
        read: field.name === '__typename' ? itself : read,
      },
    ]
  })
  const weight = context.weighed ? typeWeight(type) : 0
  return (value, writing) => {
    const data = value as Data
    writing.cost += weight
    let text = ''
    for (const { key, head, write, when, read } of fields) {
      if (when && !holds(when, writing.variables)) continue
      writing.trail?.push(key)
      const part = write(read ? read(data) : data[key], writing)
      writing.trail?.pop()
      if (part === NULLED) return NULLED
      text += text ? `,${head}${part}` : head + part
    }
    return `{${text}}`
  }
}

/** What `__typename` is written from. */
function itself(data: Data): unknown {
  return data
}

function fieldWriter(
  type: GraphQLObjectType | GraphQLInterfaceType,
  field: SelectedField,
  context: Context,
): Writer | null {
  if (field.name === '__typename') return typenameWriter(type)
  // Answered by graphql-js already, in the order and shape asked for.
  if (field.name === '__schema' || field.name === '__type') return value => JSON.stringify(value ?? null)
  const definition = type.getFields()[field.name]
  if (!definition) return null
  const { once, perItem } = fieldPrice(definition, isListType(getNullableType(definition.type)))
  const write = valueWriter(definition.type, field.selected, `${type.name}.${field.name}`, {
    ...context,
    weighed: perItem,
  })
  return once === 0 ? write : costing(once, write)
}

function typenameWriter(type: GraphQLObjectType | GraphQLInterfaceType): Writer {
  const known = isObjectType(type) ? JSON.stringify(type.name) : null
  return value => {
    if (known !== null) return known
    const name = (value as Data).__typename
    return typeof name === 'string' ? JSON.stringify(name) : NULLED
  }
}

function valueWriter(type: GraphQLOutputType, selected: Selected[], field: string, context: Context): Writer {
  if (isNonNullType(type)) {
    const some = valueOf(type.ofType, selected, field, context)
    return (value, writing) => {
      const before = writing.violations.length
      const text = value === null || value === undefined ? NULLED : some(value, writing)
      if (text !== NULLED && text !== 'null') return text
      // When the null came up from below, it is known already.
      if (writing.violations.length === before)
        writing.violations.push({ field, path: writing.trail ? [...writing.trail] : [] })
      return NULLED
    }
  }
  const some = valueOf(type, selected, field, context)
  // A nullable place: here the null that came up stays.
  return (value, writing) => {
    if (value === null || value === undefined) return 'null'
    const text = some(value, writing)
    return text === NULLED ? 'null' : text
  }
}

/** The writer for what is there and neither null nor NonNull. */
function valueOf(type: GraphQLOutputType, selected: Selected[], field: string, context: Context): Writer {
  if (isListType(type)) return listWriter(valueWriter(type.ofType as GraphQLOutputType, selected, field, context))
  if (isLeafType(type)) {
    const weight = context.weighed ? typeWeight(type) : 0
    return weight === 0 ? leafWriter(type) : costing(weight, leafWriter(type))
  }
  if (isObjectType(type)) return knownObjectWriter(type, selected, context)
  return abstractWriter(type as GraphQLInterfaceType | GraphQLUnionType, selected, context)
}

/** Counts points besides, whatever the value is. */
function costing(points: number, write: Writer): Writer {
  return (value, writing) => {
    writing.cost += points
    return write(value, writing)
  }
}

function leafWriter(type: GraphQLLeafType): Writer {
  if (isEnumType(type)) {
    // A value that the public schema hides, or that the subgraph made up, is no value.
    const texts = new Map(type.getValues().map(each => [each.name as unknown, JSON.stringify(each.name)]))
    return value => texts.get(value) ?? NULLED
  }
  return leafText
}

function leafText(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

function listWriter(item: Writer): Writer {
  return (value, writing) => {
    if (!Array.isArray(value)) return NULLED
    let text = ''
    for (let i = 0; i < value.length; i++) {
      writing.trail?.push(i)
      const part = item(value[i], writing)
      writing.trail?.pop()
      if (part === NULLED) return NULLED
      text += i ? `,${part}` : part
    }
    return `[${text}]`
  }
}

function knownObjectWriter(type: GraphQLObjectType, selected: Selected[], context: Context): Writer {
  const write = objectWriter(type, selected, context)
  return (value, writing) => {
    if (typeof value !== 'object' || value === null) return NULLED
    const name = (value as Data).__typename
    // An interface's name is right for an interface object; a name that no schema knows is not.
    if (typeof name === 'string' && name !== type.name && !context.types.has(name)) return NULLED
    return write(value, writing)
  }
}

function abstractWriter(type: GraphQLInterfaceType | GraphQLUnionType, selected: Selected[], context: Context): Writer {
  const byName = new Map<unknown, Writer | null>()
  const writerFor = (name: unknown): Writer | null => {
    const found = typeof name === 'string' ? context.schema.getType(name) : undefined
    if (isObjectType(found) && context.schema.isSubType(type, found)) return objectWriter(found, selected, context)
    // Known only by the name of an interface (or by none): the fields of the interface can still be told.
    const unnamed = name === undefined || (typeof name === 'string' && context.types.isInterface(name))
    return isInterfaceType(type) && unnamed && (!found || isInterfaceType(found))
      ? objectWriter(type, selected, context)
      : null
  }
  return (value, writing) => {
    if (typeof value !== 'object' || value === null) return NULLED
    const name = (value as Data).__typename
    let write = byName.get(name)
    if (write === undefined) {
      write = writerFor(name)
      if (name === undefined || (typeof name === 'string' && context.types.has(name))) byName.set(name, write)
    }
    return write ? write(value, writing) : NULLED
  }
}
