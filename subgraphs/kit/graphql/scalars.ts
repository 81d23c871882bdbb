import { GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { CasbahError } from '../errors.ts'

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

function parseDateTime(value: unknown): Date {
  const date = typeof value === 'string' && RFC3339.test(value) ? new Date(value) : null
  if (!date || Number.isNaN(date.getTime()))
    throw new CasbahError(
      'BAD_USER_INPUT',
      `${JSON.stringify(value)} is no DateTime. Write it as RFC 3339, such as 2027-03-01T09:30:00.000Z.`,
    )
  return date
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment in UTC, RFC 3339 with milliseconds, such as `2027-03-01T09:30:00.000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: value => new Date(value as Date | number | string).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: node => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
})

function literal(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables?.[node.name.value]
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value
    case Kind.LIST:
      return node.values.map(value => literal(value, variables))
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(field => [field.name.value, literal(field.value, variables)]))
    case Kind.NULL:
      return null
  }
}

export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  parseValue: value => value,
  parseLiteral: literal,
})

export const CursorScalar = new GraphQLScalarType({
  name: 'Cursor',
  description: 'An opaque position in a list or stream.',
})

export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'A whole number up to 2^53 - 1, for what outgrows Int.',
  serialize: value => safeInt(Number(value)),
  parseValue: value => safeInt(value),
  parseLiteral: node => safeInt(node.kind === Kind.INT ? Number(node.value) : undefined),
})

function safeInt(value: unknown): number {
  if (!Number.isSafeInteger(value))
    throw new CasbahError('BAD_USER_INPUT', `${String(value)} is no whole number up to 2^53 - 1.`)
  return value as number
}
