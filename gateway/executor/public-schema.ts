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
const KEPT = new Set(['deprecated', 'specifiedBy', 'oneOf', 'requiresScopes', 'authenticated'])

/** Locations inside operations: a directive with one of them is for clients. */
const EXECUTABLE = new Set(['QUERY', 'MUTATION', 'SUBSCRIPTION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'])

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
  const isHidden = (type: NamedTypeNode) => hidden.has(type.name.value)
  const document = visit(supergraph, {
    enter(node) {
      if (isInaccessible(node)) return null
      if ('name' in node && node.name && node.kind.endsWith('TypeDefinition')) {
        const [prefix, rest] = node.name.value.split('__')
        if (rest !== undefined && federation.has(prefix ?? '')) return null
      }
      return undefined
    },
    Directive: node => (KEPT.has(node.name.value) ? undefined : null),
    DirectiveDefinition: node => (node.locations.some(each => EXECUTABLE.has(each.value)) ? undefined : null),
    UnionTypeDefinition: node => ({ ...node, types: node.types?.filter(type => !isHidden(type)) ?? [] }),
    ObjectTypeDefinition: node => ({ ...node, interfaces: node.interfaces?.filter(type => !isHidden(type)) ?? [] }),
    InterfaceTypeDefinition: node => ({ ...node, interfaces: node.interfaces?.filter(type => !isHidden(type)) ?? [] }),
  })
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
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
