import { DateTimeScalar, UserError, type Context, type Database } from '@casbah/kit'
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { Account } from '../account/account.entity.ts'
import { accountById } from '../account/account.loader.ts'
import { once } from '../idempotency/once.ts'
import { AttackScenario } from './scenarios.ts'
import { simulate } from './simulate.ts'

@InputType({ description: 'Which attack to play on whom.' })
export class SimulateInput {
  @Field(() => AttackScenario, { description: 'The attack.' }) scenario!: AttackScenario
  @Field(() => ID, { description: 'Id of the test account.' }) account!: string
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@ObjectType({ description: 'Answer of `simulateAttack`.' })
export class SimulatePayload {
  @Field(() => Account, { nullable: true, description: 'The account that is attacked; null when the write failed.' })
  account!: Account | null
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the first activity was made; its alerts come by the usual ways.',
  })
  startedAt!: Date | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@Resolver(() => SimulatePayload)
export class SimulationResolver {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
  }

  @Mutation(() => SimulatePayload, {
    description:
      'Plays a named attack as synthetic activities, marked so, on the normal way from collection to alert; responses are dry runs.',
  })
  @Directive('@requiresScopes(scopes: [["policies:write"]])')
  @Directive('@cost(weight: 100)')
  async simulateAttack(
    @Arg('input', () => SimulateInput, { description: 'Which attack on whom.' }) input: SimulateInput,
    @Ctx() context: Context,
  ): Promise<SimulatePayload> {
    const answer = await once(this.db, context.tenant, 'simulateAttack', input.idempotencyKey, async () => {
      const { startedAt, userErrors } = await context.write(tx =>
        simulate(tx, input.scenario, input.account, input.idempotencyKey, Date.now()),
      )
      return { id: startedAt && input.account, userErrors, startedAt: startedAt?.toISOString() }
    })
    const startedAt = answer.startedAt ? new Date(answer.startedAt) : null
    const account = answer.id ? await accountById(context).load(answer.id) : null
    return { account, startedAt, userErrors: answer.userErrors }
  }
}
