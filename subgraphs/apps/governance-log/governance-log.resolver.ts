import { CursorScalar, type Context, type Database, type Page } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { GovernanceAction } from '../governance/governance-action.entity.ts'
import { actionById } from '../governance/governance.list.ts'
import { eraseFromLog } from './erase.service.ts'
import { listLog, verifyLog } from './governance-log.service.ts'
import {
  EraseInput,
  ErasePayload,
  GovernanceLogConnection,
  GovernanceLogLine,
  GovernanceLogVerification,
} from './governance-log.type.ts'

@Resolver(() => GovernanceLogLine)
export class GovernanceLogResolver {
  private readonly db: Database

  constructor(db: Database) {
    this.db = db
  }

  @Query(() => GovernanceLogConnection, {
    nullable: true,
    description: 'Every step of every governance action, newest first; lines are never changed or removed.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  governanceLog(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<GovernanceLogLine>> {
    return listLog(context, { first, after })
  }

  @Query(() => GovernanceLogVerification, {
    nullable: true,
    description: 'Looks through the whole governance log for lines that were changed, removed or put in.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@cost(weight: 100)')
  verifyGovernanceLog(
    @Arg('head', () => String, { nullable: true, description: 'A `head` noted before; it must still be there.' })
    head: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<GovernanceLogVerification> {
    return verifyLog(this.db, context.tenant, head ?? null, context.signal)
  }

  @Mutation(() => ErasePayload, {
    description:
      'Takes what is told of a person out of the governance log; what was done, when and how it ended stays, and the log can still be verified.',
  })
  @Directive('@requiresScopes(scopes: [["tenant:admin"]])')
  eraseFromGovernanceLog(
    @Arg('input', () => EraseInput, { description: 'Whose text.' }) input: EraseInput,
    @Ctx() context: Context,
  ): Promise<ErasePayload> {
    return context.write(tx => eraseFromLog(tx, input, context.caller.actor))
  }

  @FieldResolver(() => GovernanceAction, { nullable: true })
  action(@Root() line: GovernanceLogLine, @Ctx() context: Context): Promise<GovernanceAction | null> {
    return line.actionId ? actionById(context).load(line.actionId) : Promise.resolve(null)
  }
}
