import {
  getNamedType,
  isCompositeType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql'

/** A requirement: any of these lists, each of them whole. */
type Requirement = string[][]

/** Scopes that a token lacks for an operation; empty when it may run. Of several ways to satisfy a field the shortest is told. */
export function scopesLacking(schema: GraphQLSchema, document: DocumentNode, scopes: readonly string[]): string[] {
  const lacking = new Set<string>()
  for (const requirement of requirementsOf(schema, document)) {
    const missing = requirement
      .map(all => all.filter(scope => !scopes.includes(scope)))
      .sort((a, b) => a.length - b.length)
    for (const scope of missing[0] ?? []) lacking.add(scope)
  }
  return [...lacking].sort()
}

const cache = new WeakMap<DocumentNode, Requirement[]>()

/** What an operation needs: of each field selected, by `@requiresScopes` on the field and on the type that it gives. */
export function requirementsOf(schema: GraphQLSchema, document: DocumentNode): Requirement[] {
  const known = cache.get(document)
  if (known) return known
  const found = new Map<string, Requirement>()
  const add = (directives: readonly ConstDirectiveNode[] | undefined) => {
    const requirement = read(directives)
    if (requirement) found.set(JSON.stringify(requirement), requirement)
  }
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        add(info.getFieldDef()?.astNode?.directives)
        addType(getNamedType(info.getType()))
      },
      InlineFragment: () => addType(getNamedType(info.getType())),
      FragmentDefinition: () => addType(getNamedType(info.getType())),
    }),
  )
  function addType(type: ReturnType<typeof getNamedType> | undefined | null) {
    if (!type || !isCompositeType(type)) return
    add(type.astNode?.directives)
    for (const extension of type.extensionASTNodes ?? []) add(extension.directives)
  }
  const requirements = [...found.values()]
  cache.set(document, requirements)
  return requirements
}

function read(directives: readonly ConstDirectiveNode[] | undefined): Requirement | null {
  const directive = directives?.find(node => node.name.value === 'requiresScopes')
  const value = directive?.arguments?.find(argument => argument.name.value === 'scopes')?.value
  if (value?.kind !== Kind.LIST) return null
  return value.values.map(all =>
    all.kind === Kind.LIST ? all.values.flatMap(scope => (scope.kind === Kind.STRING ? [scope.value] : [])) : [],
  )
}
