import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { listOf } from '../xml.ts'
import { userName } from '../principal-name.ts'

const idOf = (input?: ActionInput) => String(input?.parameters.accessKeyId)
const setStatus = (Status: 'Active' | 'Inactive') => (input: ActionInput) =>
  iam('UpdateAccessKey', { UserName: userName(input), AccessKeyId: idOf(input), Status })

const statusIs =
  (wanted: string) =>
  ({ status, body }: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    const listed = at(body, 'ListAccessKeysResponse.ListAccessKeysResult')
    if (status === 200 && listed === undefined)
      return { done: null, result: 'AWS’s answer does not list the access keys of this user.' }
    const key = listOf(at(listed, 'AccessKeyMetadata')).find(one => at(one, 'AccessKeyId') === idOf(input))
    if (!key) return { done: false, result: `AWS does not list the access key ${idOf(input)} for this user.` }
    const found = String(at(key, 'Status'))
    return { done: found === wanted, result: `AWS shows the access key ${idOf(input)} as ${found}.` }
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
  confirm: { request: input => iam('ListAccessKeys', { UserName: userName(input) }), judge: statusIs('Inactive') },
  undo: { request: setStatus('Active'), judge: statusIs('Active') },
})
