import { ArgsType, Field, Int } from 'type-graphql'
import { CursorScalar } from '@casbah/kit'

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' }) first?: number | null
  @Field(() => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after?: string | null
}
