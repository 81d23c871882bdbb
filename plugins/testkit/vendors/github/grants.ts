import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { githubError } from './errors.ts'
import { installationObject, tokenObject } from './objects.ts'
import type { Organisation } from './organisation.ts'
import { pageOf } from './pages.ts'

const notFound = () => githubError(404, 'Not Found')

/** What was let in: apps, fine-grained tokens (for GitHub Apps to see alone), credentials of single sign-on. Null for other paths. */
export function answerGrants(
  organisation: Organisation,
  { method, path, query, body }: VendorRequest,
  rest: string,
  isApp: boolean,
): VendorAnswer | null {
  const { org, orgId, kept, accounts, record } = organisation
  const ownerOf = (login: string) => accounts.find(account => account.login === login)
  const [, collection = '', id] =
    /^\/(installations|personal-access-tokens|credential-authorizations)(?:\/(\d+))?$/.exec(rest) ?? []
  switch (`${method} ${collection}${id === undefined ? '' : '/'}`) {
    case 'GET installations': {
      const {
        status,
        headers,
        body: installations,
      } = pageOf(
        kept.installations.map(one => installationObject(org, orgId, one)),
        path,
        query,
      )
      return {
        status,
        ...(headers && { headers }),
        body: { total_count: kept.installations.length, installations },
      }
    }
    case 'GET personal-access-tokens': {
      if (!isApp) return githubError(403, 'Resource not accessible by personal access token')
      const tokens = kept.personalAccessTokens.flatMap(token => {
        const owner = ownerOf(token.owner)
        return owner ? [tokenObject(org, token, owner)] : []
      })
      return pageOf(tokens, path, query)
    }
    case 'POST personal-access-tokens/': {
      if (!isApp) return githubError(403, 'Resource not accessible by personal access token')
      const at = kept.personalAccessTokens.findIndex(token => token.id === Number(id))
      const token = kept.personalAccessTokens[at]
      if (!token) return notFound()
      if (jsonIn(body)?.action !== 'revoke') return githubError(422, 'action must be "revoke"')
      kept.personalAccessTokens.splice(at, 1)
      record('personal_access_token.access_revoked', 'remove', named(token.owner, ownerOf(token.owner)))
      return { status: 204 }
    }
    case 'GET credential-authorizations': {
      const login = query.get('login')
      return pageOf(
        kept.credentialAuthorizations.filter(one => login === null || one.login === login),
        path,
        query,
      )
    }
    case 'DELETE credential-authorizations/': {
      const at = kept.credentialAuthorizations.findIndex(one => one.credential_id === Number(id))
      const credential = kept.credentialAuthorizations[at]
      if (!credential) return notFound()
      kept.credentialAuthorizations.splice(at, 1)
      record('org_credential_authorization.revoke', 'remove', named(credential.login, ownerOf(credential.login)))
      return { status: 204 }
    }
    default:
      return null
  }
}

const named = (user: string, account: VendorAccount | undefined) => ({
  user,
  ...(account && { user_id: Number(account.id) || undefined }),
})
