import type { Plugin } from 'graphql-yoga'
import { factsOf, visitOf } from './request-facts.ts'
import { scopeRefusal } from './scopes.ts'

/** Refuses operations that select beyond their token, before anything is fetched. */
export function useScopes(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { request } = args.contextValue
      const { caller } = factsOf(request)
      const { schema } = visitOf(request).executor
      const refusal = caller && scopeRefusal(schema, args.document, args.operationName, caller)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const { request } = args.contextValue
      const { caller } = factsOf(request)
      const { schema } = visitOf(request).executor
      const refusal = caller && scopeRefusal(schema, args.document, args.operationName, caller)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}
