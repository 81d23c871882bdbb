import { CATALOGUE, CasbahError, scopesLacking, type Caller } from '@casbah/kit'
import { separateOperations, type DocumentNode, type GraphQLSchema } from 'graphql'

/** Why a caller may not run an operation, or null when he may. It is refused whole, never a part of it. */
export function scopeRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  caller: Caller,
): CasbahError | null {
  const lacking = scopesLacking(schema, operationAlone(document, operationName), caller.scopes)
  if (!lacking.length) return null
  const them = lacking.length === 1 ? 'it' : 'them'
  return new CasbahError(
    'FORBIDDEN',
    `The token lacks ${lacking.join(', ')}. Use a token that has ${them}, or select less.`,
    {
      scopes: lacking,
      http: { status: CATALOGUE.FORBIDDEN.status },
    },
  )
}

const separated = new WeakMap<DocumentNode, Record<string, DocumentNode>>()

/** The operation with its own fragments; what the rest of the document selects is not asked for. */
function operationAlone(document: DocumentNode, name: string | null | undefined): DocumentNode {
  if (!name) return document
  let each = separated.get(document)
  if (!each) separated.set(document, (each = separateOperations(document)))
  return each[name] ?? document
}
