import { userError, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql'
import { governanceRules, keepRules, type GovernanceRules } from './governance-settings.ts'
import {
  GovernanceSettings,
  GovernanceSettingsPayload,
  SetGovernanceSettingsInput,
} from './governance-settings.type.ts'

const LIMIT: [number, number] = [0, 100_000]
const RANGES: Partial<Record<keyof GovernanceRules, [number, number]>> = {
  approvalHours: [1, 720],
  approvalBatchSize: [0, 1_000],
  coolingOffMinutes: [0, 10_080],
  limitPerPolicy: LIMIT,
  limitPerSpec: LIMIT,
  limitByPolicies: LIMIT,
  limitByHand: LIMIT,
}

@Resolver(() => GovernanceSettings)
export class GovernanceSettingsResolver {
  @Query(() => GovernanceSettings, {
    nullable: true,
    description: 'How governance actions are held back in this tenant.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  async governanceSettings(@Ctx() context: Context): Promise<GovernanceSettings> {
    return governanceRules(await context.tx())
  }

  @Mutation(() => GovernanceSettingsPayload, {
    description: 'Sets which governance actions need a second person, and how many may run in an hour.',
  })
  @Directive('@requiresScopes(scopes: [["governance:approve"]])')
  async setGovernanceSettings(
    @Arg('input', () => SetGovernanceSettingsInput, { description: 'What to change.' })
    input: SetGovernanceSettingsInput,
    @Ctx() context: Context,
  ): Promise<GovernanceSettingsPayload> {
    // Null means something for the size of batches alone; for the others it is as if left out.
    const given = Object.entries(input).filter(
      ([name, value]) => value !== undefined && (value !== null || name === 'approvalBatchSize'),
    )
    const userErrors = given.flatMap(([name, value]) => {
      const range = RANGES[name as keyof GovernanceRules]
      if (!range || value === null || (value >= range[0] && value <= range[1])) return []
      return [userError('BAD_USER_INPUT', `Give a number from ${range[0]} to ${range[1]}.`, ['input', name])]
    })
    if (userErrors.length) return { settings: null, userErrors }
    const settings = await context.write(tx => keepRules(tx, Object.fromEntries(given), context.caller.actor))
    return { settings, userErrors: [] }
  }
}
