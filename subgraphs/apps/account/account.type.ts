import { CursorScalar, DateTimeFilter, PageInfo, StringFilter, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Account, AccountStatus } from './account.entity.ts'

@InputType({ description: 'Which accounts.' })
export class AccountFilter {
  @Field(() => [AccountFilter], { nullable: true, description: 'All of these hold.' }) and?: AccountFilter[] | null
  @Field(() => [AccountFilter], { nullable: true, description: 'Any of these holds.' }) or?: AccountFilter[] | null
  @Field(() => AccountFilter, { nullable: true, description: 'This does not hold.' }) not?: AccountFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of users.' }) user?: string[] | null
  @Field(() => StringFilter, { nullable: true, description: 'Display name.' }) name?: StringFilter | null
  @Field(() => StringFilter, { nullable: true, description: 'E-mail address.' }) email?: StringFilter | null
  @Field(() => [String], { nullable: true, description: 'E-mail domains.' }) domain?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Names of groups.' }) group?: string[] | null
  @Field(() => [AccountStatus], { nullable: true, description: 'Statuses.' }) status?: AccountStatus[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it holds an administrator role.' })
  isAdmin?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to somebody outside.' })
  isExternal?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to a program.' }) isService?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether no policy may act on it by itself.' })
  isProtected?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether a second factor is set up.' })
  mfaEnabled?: boolean | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was last seen.' })
  lastSeenAt?: DateTimeFilter | null
}

@ObjectType({ description: 'One account of a page.' })
export class AccountEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Account, { description: 'The account.' }) node!: Account
}

@ObjectType({ description: 'A page of accounts.' })
export class AccountConnection {
  @Field(() => [AccountEdge], { description: 'The accounts.' }) edges!: AccountEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@InputType({ description: 'What to change of an account.' })
export class UpdateAccountInput {
  @Field(() => ID, { description: 'Id of the account.' }) id!: string
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the user; null takes the account away from its user.',
  })
  user?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Whether no policy may act on it by itself.' })
  isProtected?: boolean | null
}

@ObjectType({ description: 'Answer of a write on an account.' })
export class AccountPayload {
  @Field(() => Account, { nullable: true, description: 'The account; null when the write failed.' })
  account!: Account | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
