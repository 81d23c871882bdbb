/** Address of a user in a version of the API. */
export const userPath = (version: 1 | 2, id: string) => `/api/${version}/users/${encodeURIComponent(id)}`
