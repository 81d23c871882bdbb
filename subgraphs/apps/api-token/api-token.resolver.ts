import { CasbahError, DateTimeScalar, DeletePayload, UserError, userError, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import { ApiToken } from './api-token.entity.ts'
import { ALL_TENANT_SCOPES, makeToken } from './api-token.service.ts'

@InputType({ description: 'What a new API token may do.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for; unique among the tokens that still work.' }) name!: string
  @Field(() => [String], { description: "Scopes, none beyond the caller's own." }) scopes!: string[]
  @Field(() => DateTimeScalar, { description: 'When it stops working, at most one year ahead.' }) expiresAt!: Date
}

@InputType({ description: 'Which API token to end.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'Id of the token.' }) id!: string
}

@ObjectType({ description: 'Answer of `createApiToken`.' })
export class CreateApiTokenPayload {
  @Field(() => ApiToken, { nullable: true, description: 'The token; null when it was not made.' })
  apiToken!: ApiToken | null
  @Field(() => String, { nullable: true, description: 'The secret to send as bearer token; shown this once.' })
  secret!: string | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

const YEAR_MS = 366 * 86_400_000

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Query(() => [ApiToken], {
    nullable: true,
    description: 'API tokens of the tenant that still work, newest first.',
  })
  @Directive('@requiresScopes(scopes: [["tenant:admin"]])')
  @Directive('@listSize(assumedSize: 100)')
  async apiTokens(@Ctx() context: Context): Promise<ApiToken[]> {
    const { em } = await context.tx()
    const working = { tenant: context.tenant, revokedAt: null, expiresAt: { $gt: new Date() } }
    return em.find(ApiToken, working, { orderBy: { createdAt: 'desc', id: 'asc' } })
  }

  @Mutation(() => CreateApiTokenPayload, {
    description: 'Makes an API token, whose secret is in this answer and nowhere else.',
  })
  @Directive('@requiresScopes(scopes: [["tenant:admin"]])')
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput, { description: 'What the token may do.' }) input: CreateApiTokenInput,
    @Ctx() context: Context,
  ): Promise<CreateApiTokenPayload> {
    const userErrors = problemsOf(input, context.caller.scopes)
    if (userErrors.length) return { apiToken: null, secret: null, userErrors }
    try {
      const made = await context.write(tx => makeToken(tx, { ...input, name: input.name.trim() }, context.caller.actor))
      return { apiToken: made.token, secret: made.secret, userErrors: [] }
    } catch (error) {
      if (!(error instanceof CasbahError)) throw error
      return { apiToken: null, secret: null, userErrors: [userError(error.code, error.message, ['input', 'name'])] }
    }
  }

  @Mutation(() => DeletePayload, { description: 'Ends an API token at once, open subscriptions included.' })
  @Directive('@requiresScopes(scopes: [["tenant:admin"]])')
  async revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput, { description: 'Which token.' }) { id }: RevokeApiTokenInput,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    const ended = await context.write(tx =>
      tx.query(
        'update apps.api_token set revoked_at = now() where tenant = $1 and id::text = $2 and revoked_at is null returning 1',
        [context.tenant, id],
      ),
    )
    if (ended.length) return { id, userErrors: [] }
    const message = 'There is no working token with this id. List them with `apiTokens`.'
    return { id: null, userErrors: [userError('NOT_FOUND', message, ['input', 'id'])] }
  }
}

function problemsOf(input: CreateApiTokenInput, own: readonly string[]): UserError[] {
  const errors: UserError[] = []
  const wrong = (field: string, message: string) => errors.push(userError('BAD_USER_INPUT', message, ['input', field]))
  const name = input.name.trim()
  if (!name || name.length > 100) wrong('name', 'Give the token a name of 1 to 100 characters.')
  const unknown = input.scopes.filter(scope => !(ALL_TENANT_SCOPES as readonly string[]).includes(scope))
  const beyond = input.scopes.filter(scope => !unknown.includes(scope) && !own.includes(scope))
  if (!input.scopes.length) wrong('scopes', 'Name at least one scope.')
  if (unknown.length) wrong('scopes', `Not a scope: ${unknown.join(', ')}. There are ${ALL_TENANT_SCOPES.join(', ')}.`)
  if (beyond.length) wrong('scopes', `Your own token lacks ${beyond.join(', ')}, so it cannot hand that on.`)
  const ahead = input.expiresAt.getTime() - Date.now()
  if (ahead <= 0 || ahead > YEAR_MS) wrong('expiresAt', 'The end must lie in the future, at most one year ahead.')
  return errors
}
