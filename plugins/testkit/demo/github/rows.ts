import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { githubOrg } from './org.ts'
import type { Repository } from './org.ts'

/** An audit log event as GitHub's REST interface gives it. Git events carry no `created_at`: the vendor leaves it out. */
export function githubRow(
  moment: Moment,
  action: string,
  repository: Repository | null,
  fields: Record<string, unknown> = {},
): Emission {
  const { world, random, person, spot, time } = moment
  const { org, orgId, logins } = githubOrg(world)
  const { id, login } = logins.of(person)
  const isGit = action.startsWith('git.')
  const row = {
    '@timestamp': time,
    _document_id: random.text(22),
    action,
    actor: login,
    actor_id: id,
    actor_ip: spot.network.ip,
    actor_is_bot: false,
    actor_location: { country_code: spot.place.countryCode },
    ...(!isGit && { created_at: time }),
    external_identity_nameid: person.email,
    org,
    org_id: orgId,
    ...(repository && { repo: repository.fullName, repo_id: repository.id }),
    user_agent: isGit ? spot.device.gitAgent : spot.device.userAgent,
    ...fields,
  }
  return { vendor: 'github', time, row }
}

/** `git clone`, `git fetch` or `git push`. */
export function git(moment: Moment, verb: 'clone' | 'fetch' | 'push', repository: Repository): Emission {
  const ssh = moment.person.index % 3 !== 0
  return githubRow(moment, `git.${verb}`, repository, {
    business: moment.world.org,
    repository: repository.fullName,
    repository_public: repository.isPublic,
    transport_protocol: ssh ? 2 : 1,
    transport_protocol_name: ssh ? 'ssh' : 'http',
    ...(!ssh && { programmatic_access_type: 'Personal access token (classic)' }),
    ...asUser(moment),
  })
}

/** A step in the life of a pull request. */
export function pullRequest(
  moment: Moment,
  verb: 'create' | 'merge' | 'close' | 'create_review_request',
  repository: Repository,
  number: number,
): Emission {
  return githubRow(moment, `pull_request.${verb}`, repository, {
    operation_type: verb.startsWith('create') ? 'create' : 'modify',
    public_repo: repository.isPublic,
    pull_request_id: 2_000_000_000 + number,
    pull_request_title: `Change ${number}`,
    pull_request_url: `https://github.com/${repository.fullName}/pull/${number}`,
    ...asUser(moment),
  })
}

/** The source of a repository taken as an archive. */
export function downloadZip(moment: Moment, repository: Repository): Emission {
  return githubRow(moment, 'repo.download_zip', repository, {
    operation_type: 'access',
    public_repo: repository.isPublic,
    visibility: repository.isPublic ? 'public' : 'private',
    ...asUser(moment),
  })
}

/** Somebody as the one that a row is about. */
export function asUser({ world, person }: Moment): { user: string; user_id: number } {
  const { id, login } = githubOrg(world).logins.of(person)
  return { user: login, user_id: id }
}
