// Directives that several fields carry, as the contract writes them.

export const READ = '@requiresScopes(scopes: [["activities:read"]])'
export const PAGED = '@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)'
