import { defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { ALL_ON, blockIn, blockXml, SWITCHES, type PublicAccessBlock } from '../public-access-block.ts'
import { s3Bucket } from '../requests.ts'

const read = ({ config, target }: ActionInput) => s3Bucket(config, target, 'publicAccessBlock')

const put = ({ config, target }: ActionInput, block: PublicAccessBlock) =>
  s3Bucket(config, target, 'publicAccessBlock', {
    method: 'PUT',
    text: { type: 'application/xml', body: blockXml(block) },
  })

function judge(answer: { status: number; body: unknown }, wanted: PublicAccessBlock): Confirmation {
  const block = blockIn(answer.status === 200 ? answer.body : answer)
  if (!block) return { done: null, result: 'AWS’s answer does not show the public access block of the bucket.' }
  const on = SWITCHES.filter(name => block[name]).length
  return {
    done: SWITCHES.every(name => block[name] === wanted[name]),
    result: `${on} of ${SWITCHES.length} switches of the bucket's public access block are on.`,
  }
}

/** The block outweighs policies and access control lists, and leaves them as they are. */
export const makeBucketPrivate = defineAction({
  name: 'make-bucket-private',
  title: 'Make bucket private',
  description:
    'Switches on the public access block of a bucket: whatever its policy and its access control lists say, strangers see nothing any more.',
  target: 'RESOURCE',
  kinds: ['BUCKET'],
  effect: 'REVERSIBLE',
  scope: 's3:PutBucketPublicAccessBlock',
  readScopes: ['s3:GetBucketPublicAccessBlock'],
  input: z.object({}),
  lookup: read,
  request: input => put(input, ALL_ON),
  remember: ({ found }) => blockIn(found?.status === 200 ? found.body : found),
  confirm: { request: read, judge: answer => judge(answer, ALL_ON) },
  undo: {
    request: input => put(input, input.remembered as PublicAccessBlock),
    judge: (answer, input) => judge(answer, (input?.remembered ?? ALL_ON) as PublicAccessBlock),
  },
})
