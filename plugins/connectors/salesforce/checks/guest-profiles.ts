import { z } from 'zod'

/** Rights that nobody should have without a login. */
const RIGHTS = ['ApiEnabled', 'ViewAllData', 'ModifyAllData', 'ManageUsers'].map(right => `Permissions${right}`)

/** Profiles of guests, with which of these rights each has. */
export const guestProfiles = z.array(
  z
    .looseObject({ Label: z.string(), ...Object.fromEntries(RIGHTS.map(right => [right, z.boolean()])) })
    .transform(({ Label, ...row }) => ({ name: Label, rights: RIGHTS.filter(right => row[right] === true) })),
)
