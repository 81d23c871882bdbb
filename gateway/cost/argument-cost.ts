import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  valueFromAST,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql'
import type { Data } from '../executor/data.ts'
import { sum, type Amount } from './amount.ts'
import { statedWeight } from './directives.ts'

/** Points of a field's arguments: those that state a `@cost`, and the input fields in them that do. */
export function argumentCost(field: GraphQLField<unknown, unknown>, node: FieldNode, variableDefaults: Data): Amount {
  return sum(field.args.filter(hasWeight).map(argument => costOf(argument, node, variableDefaults)))
}

function costOf(argument: GraphQLArgument, node: FieldNode, variableDefaults: Data): Amount {
  const written = node.arguments?.find(each => each.name.value === argument.name)?.value
  const priceOf = (value: unknown) =>
    value === undefined ? 0 : (statedWeight(argument) ?? 0) + inputCost(argument.type, value)
  if (!written) return priceOf(argument.defaultValue)
  const constant = valueFromAST(written, argument.type)
  if (constant !== undefined) return priceOf(constant)
  return variables => priceOf(valueFromAST(written, argument.type, { ...variableDefaults, ...variables }))
}

function inputCost(type: GraphQLInputType, value: unknown): number {
  const nullable = getNullableType(type)
  if (Array.isArray(value) && isListType(nullable))
    return value.reduce<number>((total, each) => total + inputCost(nullable.ofType as GraphQLInputType, each), 0)
  const named = isListType(nullable) ? getNamedType(nullable) : nullable
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return 0
  let total = 0
  for (const field of Object.values(named.getFields())) {
    const inner = (value as Data)[field.name]
    if (inner !== undefined) total += (statedWeight(field) ?? 0) + inputCost(field.type, inner)
  }
  return total
}

function hasWeight(argument: GraphQLArgument): boolean {
  return statedWeight(argument) !== null || weighs(argument.type, new Set())
}

function weighs(type: GraphQLInputType, seen: Set<unknown>): boolean {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || seen.has(named)) return false
  seen.add(named)
  return Object.values(named.getFields()).some(field => statedWeight(field) !== null || weighs(field.type, seen))
}
