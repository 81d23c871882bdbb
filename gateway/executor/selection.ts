import {
  isAbstractType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** `@skip`/`@include` on a variable: the selection counts when the variable is `wanted`. */
export interface Condition {
  variable: string
  wanted: boolean
}

/** A selection set that counts only when all conditions hold. */
export interface Selected {
  set: SelectionSetNode
  when: Condition[]
}

/** One field of an answer, gathered from every place in the operation that selects it. */
export interface SelectedField {
  key: string
  name: string
  /** Alternatives: the field is answered when all conditions of one of them hold. */
  when: Condition[][]
  selected: Selected[]
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** The fields that an object of the type answers, in the order of the operation. */
export function fieldsOf(
  type: GraphQLObjectType | GraphQLInterfaceType,
  selected: Selected[],
  schema: GraphQLSchema,
  fragments: Fragments,
): SelectedField[] {
  const fields = new Map<string, SelectedField>()
  for (const { set, when } of selected) gather(set, when)
  return [...fields.values()]

  function gather(set: SelectionSetNode, outer: Condition[]): void {
    for (const selection of set.selections) {
      const own = conditionsOf(selection)
      if (!own) continue
      const when = own.length ? [...outer, ...own] : outer
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        let field = fields.get(key)
        if (!field) fields.set(key, (field = { key, name: selection.name.value, when: [], selected: [] }))
        field.when.push(when)
        if (selection.selectionSet) field.selected.push({ set: selection.selectionSet, when })
        continue
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (fragment && applies(fragment.typeCondition?.name.value)) gather(fragment.selectionSet, when)
    }
  }

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true
    const abstract = schema.getType(condition)
    return isAbstractType(abstract) && schema.isSubType(abstract, type)
  }
}

/** Conditions of a selection that depend on variables; null when it is always left out. */
export function conditionsOf(selection: SelectionNode): Condition[] | null {
  const conditions: Condition[] = []
  for (const directive of selection.directives ?? []) {
    const name = directive.name.value
    if (name !== 'skip' && name !== 'include') continue
    const wanted = name === 'include'
    const value = directive.arguments?.find(argument => argument.name.value === 'if')?.value
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, wanted })
    else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return null
  }
  return conditions
}

/** Whether a selection counts for these variables. Without conditions give null, it is quicker. */
export function holds(alternatives: Condition[][], variables: Record<string, unknown>): boolean {
  return alternatives.some(all => all.every(({ variable, wanted }) => Boolean(variables[variable]) === wanted))
}
