import { confirmField, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { ec2 } from '../requests.ts'

const ask =
  (operation: string) =>
  ({ parameters }: ActionInput) =>
    ec2(String(parameters.region), operation, { 'InstanceId.1': String(parameters.instanceId) })

const isIn = (...states: string[]) =>
  confirmField({
    vendor: 'AWS',
    what: 'the instance',
    field: 'DescribeInstancesResponse.reservationSet.item.0.instancesSet.item.0.instanceState.name',
    is: states,
  })

/** Disks stay; what was in memory is lost, and so is the public address unless it is an elastic one. */
export const stopInstance = defineAction({
  name: 'stop-instance',
  title: 'Stop instance',
  description:
    'Stops a virtual machine of EC2. Its disks stay for whoever looks into it; what it was doing is interrupted. Needs ec2:StartInstances to be taken back.',
  target: 'APP',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'ec2:StopInstances',
  readScopes: ['ec2:DescribeInstances'],
  input: z.object({
    region: z.string().min(1).describe('Region of the instance, such as us-east-1.'),
    instanceId: z
      .string()
      .regex(/^i-[0-9a-f]{8,17}$/, { error: 'Give the ID of an instance, such as i-0abc1234def567890.' })
      .describe('ID of the instance.'),
  }),
  request: ask('StopInstances'),
  confirm: { request: ask('DescribeInstances'), judge: isIn('stopping', 'stopped') },
  undo: { request: ask('StartInstances'), judge: isIn('pending', 'running') },
})
