import { GraphQLError, Kind, type FieldNode, type GraphQLField } from 'graphql'
import type { Data } from '../executor/data.ts'
import type { Amount } from './amount.ts'
import type { ListSize } from './directives.ts'

/** Items of a list that says nothing of its size: such a list is short by nature. */
export const UNSTATED_SIZE = 10

/** How many items a field may give: what its slicing arguments say, else their defaults, else the assumed size. */
export function sizeOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  stated: ListSize,
  variableDefaults: Data,
): Amount {
  const otherwise = stated.assumedSize ?? UNSTATED_SIZE
  const defaults = stated.slicingArguments.flatMap(name => {
    const value = field.args.find(each => each.name === name)?.defaultValue
    return isSize(value) ? [value] : []
  })
  const absent = defaults.length ? Math.max(...defaults) : otherwise
  const given: Given[] = stated.slicingArguments.flatMap((name): Given[] => {
    const value = node.arguments?.find(each => each.name.value === name)?.value
    if (value?.kind === Kind.VARIABLE) return [{ variable: value.name.value }]
    return value?.kind === Kind.INT ? [Number(value.value)] : []
  })
  const sizeFor = (variables: Data): number => {
    const sizes: number[] = []
    for (const each of given) {
      const value = typeof each === 'number' ? each : valueOf(each.variable, variables, variableDefaults)
      if (isSize(value)) sizes.push(value)
    }
    if (stated.requireOneSlicingArgument && stated.slicingArguments.length) {
      if (sizes.length > 1 || (!sizes.length && !defaults.length)) throw notOne(field.name, stated.slicingArguments)
    }
    return sizes.length ? Math.max(0, ...sizes) : absent
  }
  return given.some(each => typeof each !== 'number') ? sizeFor : sizeFor({})
}

type Given = number | { variable: string }

/** A value that is no number at all is refused when the variables are checked; here it says nothing. */
function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** A client's variable before it was coerced: its value, or its default when it was left out. */
export function valueOf(name: string, variables: Data, defaults: Data): unknown {
  return variables[name] === undefined ? defaults[name] : variables[name]
}

function notOne(field: string, names: readonly string[]): GraphQLError {
  return new GraphQLError(
    `The field ${field} wants exactly one of its arguments ${names.join(', ')}. Give one of them.`,
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  )
}
