import { defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { letsAnyoneIn, statementsOf, type Statement } from '../policy.ts'
import { s3Bucket } from '../requests.ts'

type Policy = Record<string, unknown>

const read = ({ config, target }: ActionInput) => s3Bucket(config, target, 'policy')
const write = ({ config, target }: ActionInput, policy: Policy) =>
  s3Bucket(config, target, 'policy', { method: 'PUT', json: policy })

/** The one that is named, else those that let anybody in. */
const isMeant =
  ({ parameters }: ActionInput) =>
  (statement: Statement) =>
    parameters.sid === undefined ? letsAnyoneIn(statement) : statement.Sid === parameters.sid

function judge(answer: { status: number; body: unknown }, input: ActionInput | undefined, gone: boolean): Confirmation {
  const statements = answer.status === 404 ? [] : statementsOf(answer.body)
  if (!statements || !input) return { done: null, result: 'AWS’s answer does not show the policy of the bucket.' }
  const left = statements.filter(isMeant(input)).length
  return {
    done: (left === 0) === gone,
    result: `${left} of ${statements.length} statements of the bucket's policy are those that were to go.`,
  }
}

/** The policy is written anew without them; a policy without statements is none, so then it is deleted. */
export const removeBucketStatement = defineAction({
  name: 'remove-bucket-statement',
  title: 'Remove statement of a bucket policy',
  description:
    'Takes one statement out of the policy of a bucket, or all that let anybody in. Who was let in by it alone is shut out.',
  target: 'RESOURCE',
  kinds: ['BUCKET'],
  effect: 'REVERSIBLE',
  scope: 's3:PutBucketPolicy',
  readScopes: ['s3:GetBucketPolicy'],
  input: z.object({
    sid: z
      .string()
      .min(1)
      .optional()
      .describe('Sid of the statement; left out, all statements that let anybody in without a condition.'),
  }),
  lookup: read,
  request: input => {
    const statements = input.found?.status === 200 ? statementsOf(input.found.body) : []
    if (!statements)
      throw new Error('AWS did not show the policy of the bucket, so that nothing can be taken out of it.')
    const kept = statements.filter(one => !isMeant(input)(one))
    if (kept.length === statements.length) return []
    if (kept.length === 0) return s3Bucket(input.config, input.target, 'policy', { method: 'DELETE' })
    return write(input, { ...(input.found?.body as Policy), Statement: kept })
  },
  remember: ({ found }) => (found?.status === 200 ? found.body : null),
  confirm: { request: read, judge: (answer, input) => judge(answer, input, true) },
  undo: {
    request: input => (input.remembered ? write(input, input.remembered as Policy) : []),
    judge: (answer, input) => judge(answer, input, false),
  },
})
