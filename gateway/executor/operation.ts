import type { FetchNode } from '@graphql-hive/router-query-planner'
import type { Data } from './data.ts'
import type { Representations } from './representations.ts'
import type { SubgraphFetch } from './transport.ts'

type Planned = Pick<FetchNode, 'serviceName' | 'operation' | 'operationName' | 'operationKind' | 'variableUsages'>

/** An operation of a plan for one subgraph, with its constant text prepared once. */
export class SubgraphOperation {
  readonly subgraph: string
  readonly kind: SubgraphFetch['kind']
  private readonly query: string
  private readonly operationName: string | undefined
  private readonly head: string
  private readonly usages: string[]

  constructor(node: Planned) {
    this.subgraph = node.serviceName
    this.kind = node.operationKind ?? 'query'
    this.query = node.operation
    this.operationName = node.operationName
    const name = node.operationName ? `,"operationName":${JSON.stringify(node.operationName)}` : ''
    this.head = `{"query":${JSON.stringify(node.operation)}${name},"variables":{`
    this.usages = node.variableUsages ?? []
  }

  /** The request for these variables of the client and these representations by variable name. */
  fetch(variables: Data, representations?: Map<string, Representations>): SubgraphFetch {
    return {
      kind: this.kind,
      query: this.query,
      operationName: this.operationName,
      variables: () => {
        const values: Data = {}
        for (const name of this.usages) if (name in variables) values[name] = variables[name]
        for (const [name, set] of representations ?? []) values[name] = set.values
        return values
      },
      body: () => {
        const parts: string[] = []
        for (const name of this.usages) {
          if (name in variables) parts.push(`${JSON.stringify(name)}:${JSON.stringify(variables[name])}`)
        }
        for (const [name, set] of representations ?? []) parts.push(`${JSON.stringify(name)}:[${set.texts.join(',')}]`)
        return `${this.head}${parts.join(',')}}}`
      },
    }
  }
}
