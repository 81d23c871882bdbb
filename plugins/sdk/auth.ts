/** The configuration an operator gave, parsed by the card's `config` schema. */
export type Config = Record<string, unknown>

/** One field of the credentials that the user is asked for. */
export interface AuthField {
  /** Key in `credentials`. */
  name: string
  /** Label to show. */
  title: string
  /** Whether to hide it while typing. */
  secret: boolean
  /** Whether it must be given; default true. */
  required?: boolean
}

/**
 * How the client proves who it is to a token endpoint: HTTP basic authentication (`asIs`: id and secret are not form-encoded before they are joined,
 * for vendors that do not decode them), fields of the form, a signed assertion (RFC 7523 §2.2, RS256), or not at all (public clients). `certificate` (PEM)
 * is for vendors that tell the key by its certificate's thumbprint (`x5t#S256`).
 */
export type ClientProof =
  | { by: 'basic'; id: string; secret: string; asIs?: boolean }
  | { by: 'form'; id: string; secret: string }
  | {
      by: 'privateKeyJwt'
      id: string
      privateKey: string
      keyId?: string
      certificate?: string
      audience?: string
      lifetimeSeconds?: number
    }
  | { by: 'none'; id: string }

/** How the access token of a token endpoint is asked for and put on requests. */
export interface TokenUse {
  /** Address of the token endpoint; its host must be one of the card's `hosts`. */
  tokenUrl: string
  /** More fields of the form. */
  parameters?: Record<string, string>
  /** How the fields are sent: as a form (RFC 6749) when left out, or as JSON for vendors that take nothing else. */
  body?: 'form' | 'json'
  /**
   * Rights to ask for. `needed`: those of the stream, listing, read or action that the request is for (of the probe: the card's first), where the
   * vendor refuses a token with one that was not allowed; a token a set. `{host}` in a name stands for the host that the request goes to, where each has
   * tokens of its own (`https://{host}/.default`). Left out: none are named. For `jwtBearer` the assertion names them, too.
   */
  scopes?: string[] | 'needed'
  /** Sign between scopes; a blank when left out. */
  scopeSeparator?: string
  /** Paths in the answer; `access_token`, `expires_in` (seconds) or an RFC 3339 time, `refresh_token`, `scope`. */
  fields?: { token?: string; expires?: string; refreshToken?: string; scope?: string }
  /** Seconds that a token lasts where the answer does not tell; 3,600 when left out. */
  lifetimeSeconds?: number
  /** How a request carries it, `{token}` standing for it; `authorization: Bearer {token}` when left out. */
  header?: { name: string; value: string }
}

/** Ways to sign in for which nothing has to be fetched. */
export type FixedScheme =
  | { type: 'header'; header: string; value: string; more?: Record<string, string> }
  | { type: 'basic'; username: string; password: string }

/**
 * How the host signs in; `{name}` stands for a field of the credentials, else of the configuration.
 * - `header`: fixed headers, such as an API key or token.
 * - `basic`: HTTP basic authentication.
 * - `clientCredentials`: OAuth 2 (RFC 6749 §4.4).
 * - `authorizationCode`: OAuth 2 with PKCE (RFC 6749 §4.1, RFC 7636): an administrator consents at `authorizeUrl`. The host keeps the refresh token,
 *   and a rotated one is durable before its access token is used.
 * - `refreshToken`: the operator gives a refresh token that the vendor's console made.
 * - `jwtBearer`: an assertion signed by `privateKey` (RS256, PEM) is the grant (RFC 7523 §2.1). `subject` is whom it acts as; a request's `subject` wins.
 * - `jwtExchange`: a signed token is itself the bearer at `tokenUrl`, which answers the access token (as GitHub Apps do).
 * - `sigv4`: AWS Signature Version 4; with `assumeRole` by the temporary credentials that STS gives for the role.
 * - `byHost`: fixed headers or basic authentication for each host by its name (`{field}` as in the card's `hosts`), for vendors whose parts know nothing of
 *   each other's credentials.
 */
export type AuthScheme =
  | FixedScheme
  | { type: 'byHost'; hosts: Record<string, FixedScheme> }
  | ({ type: 'clientCredentials'; client: ClientProof } & TokenUse)
  | ({
      type: 'authorizationCode'
      authorizeUrl: string
      client: ClientProof
      /** More parameters of the authorize address, such as `access_type: offline`. */
      authorizeParameters?: Record<string, string>
    } & TokenUse)
  | ({ type: 'refreshToken'; client: ClientProof; refreshToken: string } & TokenUse)
  | ({
      type: 'jwtBearer'
      privateKey: string
      keyId?: string
      issuer: string
      subject?: string
      audience: string
      claims?: Record<string, string>
      assertionSeconds?: number
    } & TokenUse)
  | ({ type: 'jwtExchange'; privateKey: string; issuer: string; assertionSeconds?: number } & TokenUse)
  | {
      type: 'sigv4'
      accessKeyId: string
      secretAccessKey: string
      sessionToken?: string
      assumeRole?: { roleArn: string; externalId?: string; sessionSeconds?: number; stsRegion?: string }
    }

/** When the credentials themselves end. */
export interface CredentialExpiry {
  /** Response header of any answer that tells it, such as `github-authentication-token-expiration`. */
  header?: string
  /** Field of the credentials in which the operator says it, RFC 3339. */
  field?: string
  /** Days without use after which they end. */
  idleDays?: number
  /** Days after which they end in any case. */
  days?: number
}

/** One way to sign in to the vendor. */
export interface AuthKind {
  /** Name to pass as `authKind`, unique in the connector. */
  name: string
  /** Display name. */
  title: string
  /** How to get these credentials in the vendor's console, as Markdown. */
  instructions: string
  fields: AuthField[]
  scheme: AuthScheme
  /** Left out: they do not end by themselves, or nobody can tell. */
  expiry?: CredentialExpiry
}
