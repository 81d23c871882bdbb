import { defineAction, pathTo, removeListed } from '@casbah/sdk'
import { z } from 'zod'
import { ASSETS, idOf, sharesOf, type AssetKind } from '../assets.ts'

const id = z.number().nullish()
const share = z.looseObject({
  id: z.string().min(1),
  userId: id,
  groupId: id,
  email: z.string().nullish(),
  name: z.string().nullish(),
})
const who = z.string().min(1).describe('E-mail address or ID of a user, or name or ID of a group.')

/** Smartsheet’s API has no way to share again by the same right, so it is not taken back. */
export const removeShare = defineAction({
  name: 'remove-share',
  title: 'Remove share',
  description:
    'Ends what a user or group may do with a sheet, report, dashboard or workspace. What comes with a workspace or another group stays.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER', 'SITE', 'OTHER'],
  effect: 'DESTRUCTIVE',
  containment: 40,
  scope: 'SHARE_SHEETS',
  input: z.object({ who }),
  ...removeListed<z.infer<typeof share>>({
    vendor: 'Smartsheet',
    what: 'the shares of this item',
    list: input => sharesOf(input.target.kind as AssetKind, idOf(input)),
    rows: 'items',
    more: 'lastKey',
    row: share,
    meant: ({ userId, groupId, email, name }, { parameters }) =>
      [userId, groupId, email, name].some(
        one => one != null && String(one).toLowerCase() === String(parameters.who).toLowerCase(),
      ),
    remove: (one, input) => ({
      method: 'DELETE',
      path: pathTo`/shares/${one.id}`,
      query: { assetType: ASSETS[input.target.kind as AssetKind].type, assetId: idOf(input) },
    }),
  }),
})
