import {
  buildASTSchema,
  Kind,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql'

/** Seen by introspection, or read by us off the AST; all other directives of a supergraph are for the planner. */
const KEPT = new Set(['deprecated', 'specifiedBy', 'oneOf', 'requiresScopes', 'authenticated', 'cost', 'listSize'])

/** Locations inside operations: a directive with one of them is for clients. */
const EXECUTABLE = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
])

/**
 * The schema that clients see: the supergraph without what is `@inaccessible` and without federation's own types.
 * Made here and not taken from the planner, whose consumer schema leaves hidden members in unions.
 */
export function publicSchema(supergraph: DocumentNode): GraphQLSchema {
  const federation = new Set(['join', 'link', 'core', ...supergraph.definitions.flatMap(linkedFeatures)])
  const hidden = new Set<string>()
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name) continue
    if (isInaccessible(definition)) hidden.add(definition.name.value)
  }
  const shown = (types: readonly NamedTypeNode[] | undefined) =>
    types?.filter(type => !hidden.has(type.name.value)) ?? []
  const document = visit(supergraph, {
    enter(node) {
      if (isInaccessible(node)) return null
      if (
        node.kind.endsWith('TypeDefinition') &&
        'name' in node &&
        node.name &&
        isFederations(node.name.value, federation)
      )
        return null
      switch (node.kind) {
        case Kind.DIRECTIVE:
          return KEPT.has(node.name.value) ? undefined : null
        case Kind.DIRECTIVE_DEFINITION:
          return node.locations.some(each => EXECUTABLE.has(each.value)) ? undefined : null
        case Kind.UNION_TYPE_DEFINITION:
          return { ...node, types: shown(node.types) }
        case Kind.OBJECT_TYPE_DEFINITION:
        case Kind.INTERFACE_TYPE_DEFINITION:
          return { ...node, interfaces: shown(node.interfaces) }
        default:
          return undefined
      }
    },
  })
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
}

/** `join__Graph`, `link__Import` and the like. */
function isFederations(name: string, features: ReadonlySet<string>): boolean {
  const at = name.indexOf('__')
  return at > 0 && features.has(name.slice(0, at))
}

function isInaccessible(node: object): boolean {
  if (!('directives' in node) || !Array.isArray(node.directives)) return false
  return (node.directives as ConstDirectiveNode[]).some(each => each.name.value === 'inaccessible')
}

/** `https://specs.apollo.dev/requiresScopes/v0.1` → `requiresScopes`. */
function linkedFeatures(definition: DefinitionNode): string[] {
  if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return []
  return (definition.directives ?? []).flatMap(directive => {
    if (directive.name.value !== 'link') return []
    const url = directive.arguments?.find(argument => argument.name.value === 'url')?.value
    const name = url?.kind === Kind.STRING ? url.value.split('/').at(-2) : undefined
    return name ? [name] : []
  })
}
