import { userError, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver } from 'type-graphql'
import { ownDomains, setDomainsByHand } from '../inventory/own-domains.ts'
import { OwnDomainsPayload, SetOwnDomainsInput, Tenant } from './tenant.type.ts'

const DOMAIN = /^(?=.{3,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/
const MOST = 1_000

@Resolver(() => Tenant)
export class OwnDomainsResolver {
  @FieldResolver(() => [String], {
    description:
      'Mail domains that count as the organisation’s own: those that apps list and those named by `setOwnDomains`; while there are neither, those of a fifth of the accounts or more. Personal mail never counts.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  async ownDomains(@Ctx() context: Context): Promise<string[]> {
    return [...(await ownDomains(await context.tx()))]
  }

  @Mutation(() => OwnDomainsPayload, {
    description: 'Names the organisation’s own domains; the exposure of all resources is judged anew.',
  })
  @Directive('@requiresScopes(scopes: [["tenant:admin"]])')
  async setOwnDomains(
    @Arg('input', () => SetOwnDomainsInput, { description: 'Which domains.' }) input: SetOwnDomainsInput,
    @Ctx() context: Context,
  ): Promise<OwnDomainsPayload> {
    const domains = [...new Set(input.domains.map(domain => domain.trim().toLowerCase().replace(/^@/, '')))].sort()
    const wrong = domains.filter(domain => !DOMAIN.test(domain))
    const path = ['input', 'domains']
    const problem = wrong.length
      ? `${wrong.slice(0, 5).join(', ')} is no domain. Give names such as acme.com.`
      : domains.length > MOST
        ? `These are ${domains.length} domains; at most ${MOST} are kept.`
        : null
    if (problem) return { domains: [], userErrors: [userError('BAD_USER_INPUT', problem, path)] }
    return context.write(async tx => {
      await setDomainsByHand(tx, domains)
      return { domains: [...(await ownDomains(tx))], userErrors: [] }
    })
  }
}
