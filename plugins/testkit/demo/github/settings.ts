import type { GithubSettings } from '../../vendors/github/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { githubOrg } from './org.ts'

/** No demand for a second factor, public repositories for everyone, one webhook that does not check certificates. */
export function githubSettings(world: World, now: number): Partial<GithubSettings> {
  const random = seeded(world.seed, world.domain, 'github settings')
  const { org, repositories } = githubOrg(world)
  const hook = (url: string, insecure: boolean) => {
    const id = random.int(300_000_000, 499_999_999)
    const self = `https://api.github.com/orgs/${org}/hooks/${id}`
    return {
      id,
      url: self,
      ping_url: `${self}/pings`,
      deliveries_url: `${self}/deliveries`,
      name: 'web',
      type: 'Organization',
      events: ['push', 'pull_request'],
      active: true,
      config: { url, insecure_ssl: insecure ? '1' : '0', content_type: 'json', secret: '********' },
      created_at: new Date(now - 200 * 86_400_000).toISOString(),
      updated_at: new Date(now - 200 * 86_400_000).toISOString(),
    }
  }
  return {
    organization: { two_factor_requirement_enabled: false, members_can_create_public_repositories: true },
    hooks: [
      hook(`https://deploy.${world.domain}/hooks/github`, false),
      hook(`https://old-ci.${world.domain}/github`, true),
    ],
    repositories: repositories.map(({ fullName, isPublic }) => ({
      name: fullName.slice(org.length + 1),
      private: !isPublic,
    })),
  }
}
