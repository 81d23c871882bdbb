import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

/** Answers "does a T fit `... on C`" for the whole supergraph; each pair is worked out once. */
export class TypeConditions {
  private readonly schema: GraphQLSchema
  private readonly known = new Map<string, Map<string, boolean>>()

  constructor(schema: GraphQLSchema) {
    this.schema = schema
  }

  matches(type: string, condition: string): boolean {
    if (type === condition) return true
    let ofType = this.known.get(type)
    // Only types that exist are kept: a broken subgraph that invents names cannot fill the memory.
    if (!ofType) {
      if (!this.has(type)) return false
      this.known.set(type, (ofType = new Map()))
    }
    let answer = ofType.get(condition)
    if (answer === undefined) ofType.set(condition, (answer = this.isSubType(type, condition)))
    return answer
  }

  has(type: string): boolean {
    return this.schema.getType(type) !== undefined
  }

  isObject(type: string): boolean {
    return isObjectType(this.schema.getType(type))
  }

  isInterface(type: string): boolean {
    return isInterfaceType(this.schema.getType(type))
  }

  private isSubType(name: string, condition: string): boolean {
    const abstract = this.schema.getType(condition)
    const type = this.schema.getType(name)
    return (
      isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && this.schema.isSubType(abstract, type)
    )
  }
}
