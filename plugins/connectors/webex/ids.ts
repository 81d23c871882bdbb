const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * What the API calls a thing: its kind and UUID in base64, without padding. Control Hub and parts of the audit show the bare UUID instead; anything else is
 * taken as it is.
 */
export const apiId = (kind: 'ORGANIZATION' | 'PEOPLE', id: string): string =>
  UUID.test(id) ? btoa(`ciscospark://us/${kind}/${id.toLowerCase()}`).replace(/=+$/, '') : id
