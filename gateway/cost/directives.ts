import {
  getNamedType,
  isCompositeType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql'

/** `@listSize` of a field: how long its list, or the lists inside it, may become. */
export interface ListSize {
  /** Items, when no slicing argument tells; null when it is not stated. */
  assumedSize: number | null
  /** Arguments that bound the list, such as `first`. */
  slicingArguments: readonly string[]
  /** Subfields that the size is meant for; empty when the field is the list itself. */
  sizedFields: readonly string[]
  /** Refuse the operation when none or several of the slicing arguments are given. */
  requireOneSlicingArgument: boolean
}

/** Points of `@cost(weight:)` on a field, argument or input field; null when it has none. */
export function statedWeight(
  definition: GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField | GraphQLNamedType,
): number | null {
  const nodes = [definition.astNode, ...('extensionASTNodes' in definition ? definition.extensionASTNodes : [])]
  for (const node of nodes) {
    const weight = valuesOf(node?.directives, 'cost')?.weight
    // `weight` is an Int with federation, a String in IBM's text.
    if (weight !== undefined) return Number(weight)
  }
  return null
}

/** Points of one value of a type: its `@cost`, else 1 for an object and 0 for a scalar or enum. */
export function typeWeight(type: GraphQLNamedType): number {
  return statedWeight(type) ?? (isCompositeType(type) ? 1 : 0)
}

/** Points of a field whatever it gives, and whether each object in it costs its type's weight besides. */
export interface FieldPrice {
  once: number
  perItem: boolean
}

/**
 * A field's own `@cost` is paid once each time it is answered. It stands instead of the weight of a single object; the items of a
 * list cost their type's weight in any case.
 */
export function fieldPrice(field: GraphQLField<unknown, unknown>, isList: boolean): FieldPrice {
  const stated = statedWeight(field)
  return { once: stated ?? 0, perItem: isList || stated === null }
}

/** Points of one item of what a field gives. */
export function itemWeight(field: GraphQLField<unknown, unknown>): number {
  return typeWeight(getNamedType(field.type))
}

export function listSizeOf(field: GraphQLField<unknown, unknown>): ListSize | null {
  const values = valuesOf(field.astNode?.directives, 'listSize')
  if (!values) return null
  return {
    assumedSize: typeof values.assumedSize === 'number' ? values.assumedSize : null,
    slicingArguments: names(values.slicingArguments),
    sizedFields: names(values.sizedFields),
    requireOneSlicingArgument: values.requireOneSlicingArgument !== false,
  }
}

function valuesOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const found = directives?.find(each => each.name.value === name)
  return (
    found && Object.fromEntries((found.arguments ?? []).map(each => [each.name.value, valueFromASTUntyped(each.value)]))
  )
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
