import { CursorScalar, DateTimeFilter, PageInfo, Severity, StringFilter } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { OAuthGrant } from './grant.entity.ts'

@InputType({ description: 'Which OAuth grants.' })
export class OAuthGrantFilter {
  @Field(() => [OAuthGrantFilter], { nullable: true, description: 'All of these hold.' }) and?:
    | OAuthGrantFilter[]
    | null
  @Field(() => [OAuthGrantFilter], { nullable: true, description: 'Any of these holds.' }) or?:
    | OAuthGrantFilter[]
    | null
  @Field(() => OAuthGrantFilter, { nullable: true, description: 'This does not hold.' }) not?: OAuthGrantFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts that allowed it.' }) account?: string[] | null
  @Field(() => StringFilter, { nullable: true, description: 'Name of the third-party app.' })
  clientName?: StringFilter | null
  @Field(() => StringFilter, { nullable: true, description: 'Any right given.' }) scope?: StringFilter | null
  @Field(() => [Severity], { nullable: true, description: 'How dangerous the rights are.' }) risk?: Severity[] | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was allowed.' })
  grantedAt?: DateTimeFilter | null
}

@ObjectType({ description: 'One grant of a page.' })
export class OAuthGrantEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => OAuthGrant, { description: 'The grant.' }) node!: OAuthGrant
}

@ObjectType({ description: 'A page of OAuth grants.' })
export class OAuthGrantConnection {
  @Field(() => [OAuthGrantEdge], { description: 'The OAuth grants.' }) edges!: OAuthGrantEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}
