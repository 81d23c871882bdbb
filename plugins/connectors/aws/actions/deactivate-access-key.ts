import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { listOf } from '../xml.ts'
import { userName } from '../principal-name.ts'

const setStatus = (status: 'Active' | 'Inactive') => (input: ActionInput) =>
  iam('UpdateAccessKey', {
    UserName: userName(input),
    AccessKeyId: String(input.parameters.accessKeyId),
    Status: status,
  })

const list = (input: ActionInput) => iam('ListAccessKeys', { UserName: userName(input) })

const statusIs =
  (wanted: string) =>
  (answer: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    const id = input?.parameters.accessKeyId
    const listed = at(answer.body, 'ListAccessKeysResponse.ListAccessKeysResult')
    if (answer.status === 200 && listed === undefined)
      return { done: null, result: 'AWS’s answer does not list the access keys of this user.' }
    const keys = listOf(at(listed, 'AccessKeyMetadata'))
    const key = keys.find(candidate => at(candidate, 'AccessKeyId') === id)
    if (!key) return { done: false, result: `AWS does not list the access key ${String(id)} for this user.` }
    const status = String(at(key, 'Status'))
    return { done: status === wanted, result: `AWS shows the access key ${String(id)} as ${status}.` }
  }

/** A deactivated key can be activated again; a deleted one could not. */
export const deactivateAccessKey = defineAction({
  name: 'deactivate-access-key',
  title: 'Deactivate access key',
  description:
    'Makes one access key of a user useless. Programs that use it stop working; the key can be activated again.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'iam:UpdateAccessKey',
  input: z.object({
    accessKeyId: z
      .string()
      .regex(/^\w{16,128}$/, { error: 'Give the ID of an access key, such as AKIAIOSFODNN7EXAMPLE.' })
      .describe('ID of the access key.'),
  }),
  request: setStatus('Inactive'),
  confirm: { request: list, judge: statusIs('Inactive') },
  undo: { request: setStatus('Active'), judge: statusIs('Active') },
})
