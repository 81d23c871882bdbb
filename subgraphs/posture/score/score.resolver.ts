import { CasbahError, DateTimeScalar, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { UUID } from '../finding/finding-filter.ts'
import { App } from '../references.type.ts'
import { scoreChange } from './score-change.service.ts'
import { ScoreChange } from './score-change.type.ts'
import { presentScore, scoreHistory, scoresOfApps } from './score.service.ts'
import { SecureScore } from './score.type.ts'

@Resolver(() => SecureScore)
export class ScoreResolver {
  @Query(() => SecureScore, { nullable: true, description: 'The present score of the tenant or of a part of it.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@cost(weight: 10)')
  async secureScore(
    @Ctx() context: Context,
    @Arg('app', () => ID, { nullable: true, description: 'Id of an app.' }) app?: string | null,
    @Arg('connector', () => ID, { nullable: true, description: 'Slug of a connector.' }) connector?: string | null,
    @Arg('category', () => String, { nullable: true, description: 'A category of controls.' }) category?: string | null,
    @Arg('framework', () => String, { nullable: true, description: 'Name of a framework.' }) framework?: string | null,
  ): Promise<SecureScore> {
    return presentScore(await context.tx(), { app: appId(app), connector, category, framework })
  }

  @Query(() => [SecureScore], {
    nullable: true,
    description: 'One score a day at 00:00 UTC, oldest first, at most 400.',
  })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@listSize(assumedSize: 90)')
  @Directive('@cost(weight: 10)')
  secureScoreHistory(
    @Ctx() context: Context,
    @Arg('since', () => DateTimeScalar, { description: 'First day.' }) since: Date,
    @Arg('app', () => ID, { nullable: true, description: 'Id of an app; the whole tenant when left out.' }) app?:
      | string
      | null,
    @Arg('until', () => DateTimeScalar, { nullable: true, description: 'Last day; today when left out.' })
    until?: Date | null,
  ): Promise<SecureScore[]> {
    return scoreHistory(context, { app: appId(app), since, until })
  }

  @Query(() => ScoreChange, {
    nullable: true,
    description: 'What changed the score between two days, split by cause.',
  })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@cost(weight: 20)')
  async scoreChange(
    @Ctx() context: Context,
    @Arg('from', () => DateTimeScalar, { description: 'The earlier day.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'The later day.' }) to: Date,
    @Arg('app', () => ID, { nullable: true, description: 'Id of an app; the whole tenant when left out.' }) app?:
      | string
      | null,
  ): Promise<ScoreChange> {
    return scoreChange(await context.tx(), from, to, appId(app))
  }
}

function appId(id: string | null | undefined): string | null {
  if (id == null) return null
  if (!UUID.test(id)) throw new CasbahError('NOT_FOUND', `There is no app ${id}. Take an id from \`apps\`.`)
  return id.toLowerCase()
}

@Resolver(() => App)
export class AppScoreResolver {
  @FieldResolver(() => SecureScore, { nullable: true, description: 'Its present score.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@cost(weight: 10)')
  secureScore(@Root() app: App, @Ctx() context: Context): Promise<SecureScore> {
    return context.loader(scoresOfApps, scoresOfApps).load(app.id)
  }
}
