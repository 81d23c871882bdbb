import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { githubError } from './errors.ts'
import { deployKeyObject, repositoryObject, visibilityOf } from './objects.ts'
import type { Organisation } from './organisation.ts'
import { pageOf } from './pages.ts'
import type { GithubRepository } from './settings.ts'

const notFound = () => githubError(404, 'Not Found')

/** What /repos/{org}/{name} and the paths below it answer. */
export function answerRepository(organisation: Organisation, request: VendorRequest, name: string, rest: string) {
  const { org, orgId, kept } = organisation
  const repository = kept.repositories.find(candidate => candidate.name === name)
  if (!repository) return notFound()
  const { method, path, query } = request
  const [, keyId] = /^\/keys\/(\d+)$/.exec(rest) ?? []
  switch (`${method} ${keyId === undefined ? rest : '/keys/'}`) {
    case 'GET ':
      return { status: 200, body: repositoryObject(org, orgId, repository) }
    case 'PATCH ':
      return change(organisation, repository, request)
    case 'GET /keys':
      return pageOf(
        (repository.deployKeys ?? []).map(key => deployKeyObject(org, repository, key)),
        path,
        query,
      )
    // The description leaves it out.
    case 'POST /keys':
      return addKey(organisation, repository, request)
    case 'DELETE /keys/':
      return removeKey(organisation, repository, Number(keyId))
    default:
      return notFound()
  }
}

function change({ org, orgId, record }: Organisation, repository: GithubRepository, { body }: VendorRequest) {
  const wanted = jsonIn(body)
  if (!wanted) return githubError(400, 'Problems parsing JSON')
  const previous_visibility = visibilityOf(repository)
  if (typeof wanted.private === 'boolean') Object.assign(repository, { private: wanted.private, internal: false })
  if (typeof wanted.visibility === 'string')
    Object.assign(repository, { private: wanted.visibility !== 'public', internal: wanted.visibility === 'internal' })
  const visibility = visibilityOf(repository)
  if (visibility !== previous_visibility)
    record('repo.access', 'modify', { repo: `${org}/${repository.name}`, visibility, previous_visibility })
  return { status: 200, body: repositoryObject(org, orgId, repository) }
}

function addKey({ org, now, record }: Organisation, repository: GithubRepository, { body }: VendorRequest) {
  const wanted = jsonIn(body)
  if (typeof wanted?.key !== 'string') return { ...githubError(422, 'Validation Failed'), undescribed: true }
  const keys = (repository.deployKeys ??= [])
  const key = {
    id: Math.max(1_000, ...keys.map(({ id }) => id)) + 1,
    title: String(wanted.title ?? ''),
    key: wanted.key,
    read_only: wanted.read_only === true,
    created_at: new Date(now()).toISOString(),
  }
  keys.push(key)
  record('public_key.create', 'create', { repo: `${org}/${repository.name}`, title: key.title })
  return { status: 201, body: deployKeyObject(org, repository, key), undescribed: true }
}

function removeKey({ org, record }: Organisation, repository: GithubRepository, id: number): VendorAnswer {
  const keys = repository.deployKeys ?? []
  const key = keys.find(one => one.id === id)
  if (!key) return { ...notFound(), undescribed: true }
  repository.deployKeys = keys.filter(one => one !== key)
  record('public_key.delete', 'remove', { repo: `${org}/${repository.name}`, title: key.title })
  return { status: 204 }
}
