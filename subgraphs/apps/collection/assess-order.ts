/** Which checks an assessment is of, null for all, and the parameters by check that are not their defaults. */
export interface AssessOrder {
  checks: string[] | null
  parameters: Record<string, Record<string, unknown>>
}

/** The order out of the argument of a work; before there were parameters, that was the names alone. */
export function assessOrder(argument: unknown): AssessOrder {
  if (argument === null || Array.isArray(argument)) return { checks: argument as string[] | null, parameters: {} }
  return argument as AssessOrder
}
