import { defineAction, pathTo, removeListed, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const devicesPath = ({ target }: ActionInput) => pathTo`/api/2/mfa/users/${target.externalId}/devices`

/** A device that was removed must be registered anew: there is no way back. */
export const removeMfaDevice = defineAction({
  name: 'remove-mfa-device',
  title: 'Remove second factor',
  description:
    'Takes a registered device from the user, or all of them. At the next sign-in they register another one, as far as their policy asks for it.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  // It keeps nobody out: whoever has the password may register the next one.
  containment: 5,
  scope: 'Manage All',
  readScopes: ['Manage All'],
  input: z.object({
    device: z.string().min(1).optional().describe('Number of the device; all of the user’s when left out.'),
  }),
  ...removeListed({
    vendor: 'OneLogin',
    what: 'the devices of the user',
    list: input => ({ path: devicesPath(input) }),
    rows: '',
    row: z.looseObject({ device_id: z.union([z.string(), z.number()]).transform(String) }),
    meant: ({ device_id: id }, { parameters: { device } }) => device === undefined || id === device,
    remove: ({ device_id: id }, input) => ({ method: 'DELETE', path: devicesPath(input) + pathTo`/${id}` }),
  }),
})
