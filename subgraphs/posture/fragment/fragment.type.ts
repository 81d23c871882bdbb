import { DateTimeScalar, JsonScalar } from '@casbah/kit'
import { Field, ObjectType } from 'type-graphql'

@ObjectType({ description: 'What the vendor answered to one read that a finding was judged by.' })
export class Fragment {
  @Field(() => String, { description: 'Name of the read in its connector.' }) read!: string
  @Field(() => String, { description: 'Method, host and path that was asked.' }) endpoint!: string
  @Field(() => DateTimeScalar, { description: 'When it was answered.' }) at!: Date
  @Field(() => String, { description: 'SHA-256 of the whole answer, page by page.' }) hash!: string
  @Field(() => JsonScalar, {
    description:
      'The answer, secrets blanked, at most 64 kB: of a list the first rows, of anything else longer the beginning as a text.',
  })
  body!: unknown
  @Field(() => Boolean, { description: 'Whether `body` is not all of it.' }) truncated!: boolean
}
