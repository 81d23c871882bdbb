import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Data } from '../executor/data.ts'
import { conditionsOf, holds, type Condition, type Fragments, type Selected } from '../executor/selection.ts'
import { evaluate, greatest, product, sum, type Amount } from './amount.ts'
import { argumentCost } from './argument-cost.ts'
import { fieldPrice, listSizeOf, typeWeight } from './directives.ts'
import { sizeOf, UNSTATED_SIZE, valueOf } from './list-size.ts'

/** What an operation costs before it runs, in points; worked out once, then told for the variables of each request. */
export interface Estimate {
  /** Takes the client's variables as they came; throws a GraphQLError when a list is left without the bound that it wants. */
  cost(variables: Data): number
  /** Whether the caller's own limits are among what is asked for. */
  asksForLimits: boolean
}

/** One field of an answer, gathered from every place that selects it. */
interface Field {
  definition: GraphQLField<unknown, unknown>
  node: FieldNode
  when: Condition[][]
  selected: Selected[]
  /** Names of the object types that answer it. */
  types: Set<string>
}

/** The sizes that a field's `sizedFields` hand down to the lists in it. */
type Sizes = ReadonlyMap<string, Amount>

const NO_SIZES: Sizes = new Map()

/**
 * Prices an operation by `@cost` and `@listSize`. Fields that are selected several times count once, as they are answered. Of an
 * interface or union the dearest member counts. Introspection costs nothing: the gateway answers it out of its memory.
 */
export function compileEstimate(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  schema: GraphQLSchema,
): Estimate {
  const defaults: Data = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue)
  let asksForLimits = false
  const root = schema.getRootType(operation.operation)
  const amount = root ? inside(root, [{ set: operation.selectionSet, when: [] }], NO_SIZES, false) : 0
  return { cost: variables => evaluate(amount, variables), asksForLimits }

  /** Points of one value of a type: its own weight, when that counts, and its fields. */
  function inside(type: GraphQLCompositeType, selected: Selected[], sizes: Sizes, weighed: boolean): Amount {
    const fields = gatherFields(type, selected)
    const costs = fields.map(field => costOf(field, sizes))
    const groups = new Map<string, Amount>()
    for (const member of membersOf(type)) {
      const own = weighed ? typeWeight(member) : 0
      const answered = fields.flatMap((field, i) => (field.types.has(member.name) ? [i] : []))
      const group = `${own}:${answered.join()}`
      if (!groups.has(group)) groups.set(group, sum([own, ...answered.map(i => costs[i]!)]))
    }
    return greatest([...groups.values()])
  }

  function costOf({ definition, node, when, selected }: Field, sizes: Sizes): Amount {
    const type = getNamedType(definition.type)
    const isList = isListType(getNullableType(definition.type))
    const { once, perItem } = fieldPrice(definition, isList)
    const stated = listSizeOf(definition)
    const size = stated && sizeOf(definition, node, stated, defaults)
    const items = isList
      ? (sizes.get(definition.name) ?? (stated && !stated.sizedFields.length ? size! : UNSTATED_SIZE))
      : 1
    const below: Sizes = stated?.sizedFields.length ? new Map(stated.sizedFields.map(name => [name, size!])) : NO_SIZES
    const item = isCompositeType(type) ? inside(type, selected, below, perItem) : perItem ? typeWeight(type) : 0
    const amount = sum([once, argumentCost(definition, node, defaults), product(items, item)])
    if (amount === 0 || when.every(all => !all.length)) return amount
    return variables => (holds(when, withDefaults(when, variables)) ? evaluate(amount, variables) : 0)
  }

  function withDefaults(when: Condition[][], variables: Data): Data {
    return Object.fromEntries(when.flat().map(({ variable }) => [variable, valueOf(variable, variables, defaults)]))
  }

  function gatherFields(type: GraphQLCompositeType, selected: Selected[]): Field[] {
    const fields = new Map<string, Field>()
    const all = new Set(membersOf(type).map(each => each.name))
    for (const { set, when } of selected) gather(set, when, type, all)
    return [...fields.values()]

    function gather(set: SelectionSetNode, outer: Condition[], parent: GraphQLCompositeType, types: Set<string>): void {
      for (const selection of set.selections) {
        const own = conditionsOf(selection)
        if (!own) continue
        const when = own.length ? [...outer, ...own] : outer
        if (selection.kind === Kind.FIELD) {
          const definition = isUnionType(parent) ? undefined : parent.getFields()[selection.name.value]
          if (definition) add(selection, definition, parent.name, when, types)
          continue
        }
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        if (!fragment) continue
        const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
        if (!condition) gather(fragment.selectionSet, when, parent, types)
        else if (isCompositeType(condition)) {
          const narrowed = new Set(membersOf(condition).flatMap(each => (types.has(each.name) ? [each.name] : [])))
          // Fields of an object are those of the object, by whatever interface it was asked for.
          const inner = isObjectType(type) ? type : condition
          if (narrowed.size) gather(fragment.selectionSet, when, inner, narrowed)
        }
      }
    }

    function add(
      node: FieldNode,
      definition: GraphQLField<unknown, unknown>,
      owner: string,
      when: Condition[],
      types: Set<string>,
    ): void {
      if (owner === 'Viewer' && definition.name === 'limits') asksForLimits = true
      const key = `${(node.alias ?? node.name).value}:${owner}`
      let field = fields.get(key)
      if (!field) fields.set(key, (field = { definition, node, when: [], selected: [], types: new Set() }))
      field.when.push(when)
      for (const each of types) field.types.add(each)
      if (node.selectionSet) field.selected.push({ set: node.selectionSet, when })
    }
  }

  function membersOf(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : schema.getPossibleTypes(type)
  }
}
