/** Directives that recur, as the contract spells them. */
export const READS = '@requiresScopes(scopes: [["alerts:read"]])'
export const READS_ACTIVITIES = '@requiresScopes(scopes: [["activities:read"]])'
export const EXPLAINS = '@requiresScopes(scopes: [["alerts:read", "activities:read"]])'
export const WRITES_ALERTS = '@requiresScopes(scopes: [["alerts:write"]])'
export const WRITES_TENANT = '@requiresScopes(scopes: [["tenant:admin"]])'
export const WRITES_POLICIES = '@requiresScopes(scopes: [["policies:write"]])'
/** A connection whose size `first` tells. */
export const PAGED = '@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)'
export const listOf = (size: number) => `@listSize(assumedSize: ${size})`
export const cost = (weight: number) => `@cost(weight: ${weight})`
