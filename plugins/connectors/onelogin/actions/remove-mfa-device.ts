import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const list = z.array(z.looseObject({ device_id: z.union([z.string(), z.number()]).transform(String) }))
const devicesPath = ({ target }: ActionInput) => pathTo`/api/2/mfa/users/${target.externalId}/devices`

/** The device that was asked for, or all. */
const meant = (devices: { device_id: string }[], { parameters }: ActionInput) =>
  devices.filter(({ device_id: id }) => parameters.device === undefined || id === parameters.device)

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
  lookup: input => ({ path: devicesPath(input) }),
  request: input =>
    meant(list.parse(input.found?.body), input)
      .slice(0, 100)
      .map(({ device_id: id }) => ({ method: 'DELETE', path: devicesPath(input) + pathTo`/${id}` })),
  answers: [404],
  confirm: {
    request: input => ({ path: devicesPath(input) }),
    judge: ({ status, body }, input) => {
      const devices = list.safeParse(body).data
      if (status !== 200 || !devices || !input)
        return { done: null, result: 'OneLogin does not list the devices of the user.' }
      const left = meant(devices, input).length
      return { done: left === 0, result: left === 0 ? 'The device is gone.' : `${left} devices are still registered.` }
    },
  },
})
