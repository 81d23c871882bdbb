import { at, defineAction, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { arm, resourcePath } from '../arm.ts'

const VERSION = '2024-07-01'
const vm = (input: ActionInput, part: string): HttpRequest =>
  arm(`${resourcePath(input.target.externalId, 'Microsoft.Compute/virtualMachines')}/${part}`, VERSION)
const order =
  (part: string) =>
  (input: ActionInput): HttpRequest => ({ method: 'POST', ...vm(input, part) })

const statuses = z.array(z.looseObject({ code: z.string() }))

/** Azure answers before it is done; the machine's power state tells when. */
const isPowered =
  (wanted: string) =>
  ({ status, body }: { status: number; body: unknown }): Confirmation => {
    if (status !== 200) return { done: false, result: `Azure answers ${status} for the machine.` }
    const power = statuses.safeParse(at(body, 'statuses')).data?.find(({ code }) => code.startsWith('PowerState/'))
    if (!power) return { done: null, result: 'Azure’s answer does not tell the power state of the machine.' }
    return {
      done: power.code === wanted,
      result: `Azure shows the machine as ${power.code.replace('PowerState/', '')}.`,
    }
  }

export const deallocateVm = defineAction({
  name: 'deallocate-vm',
  title: 'Stop and deallocate virtual machine',
  description:
    'Stops the machine and gives its place back. Disks stay; what was in memory and on the temporary disk is lost, and an address that is not reserved may be another afterwards.',
  target: 'RESOURCE',
  kinds: ['OTHER'],
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'Microsoft.Compute/virtualMachines/deallocate/action',
  readScopes: ['Microsoft.Compute/virtualMachines/instanceView/read'],
  input: z.object({}),
  request: order('deallocate'),
  confirm: { request: input => vm(input, 'instanceView'), judge: isPowered('PowerState/deallocated') },
  undo: { request: order('start'), judge: isPowered('PowerState/running') },
})
