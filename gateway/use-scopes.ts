import type { GraphQLSchema } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { factsOf } from './request-facts.ts'
import { scopeRefusal } from './scopes.ts'

/** Refuses operations that select beyond their token, before anything is fetched. */
export function useScopes(schema: GraphQLSchema): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { caller } = factsOf(args.contextValue.request)
      const refusal = caller && scopeRefusal(schema, args.document, args.operationName, caller)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const { caller } = factsOf(args.contextValue.request)
      const refusal = caller && scopeRefusal(schema, args.document, args.operationName, caller)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}
