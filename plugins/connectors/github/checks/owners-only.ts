/** Why a setting of the organisation is not told. */
export const OWNERS_ONLY = 'GitHub tells this to owners only; use the token of an owner.'
