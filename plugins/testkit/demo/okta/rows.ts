import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { oktaOrg } from './org.ts'
import type { SsoApp } from './org.ts'

/** Somebody doing something at Okta: what all rows of one moment share. */
export interface OktaMoment extends Moment {
  /** `authenticationContext.externalSessionId`. */
  session: string
}

interface Target {
  id: string
  type: string
  alternateId: string
  displayName: string
  detailEntry?: Record<string, unknown>
}

interface What {
  eventType: string
  displayMessage: string
  legacyEventType?: string
  result?: 'SUCCESS' | 'FAILURE' | 'ALLOW' | 'DENY' | 'CHALLENGE'
  reason?: string
  severity?: 'INFO' | 'WARN'
  credentialType?: 'PASSWORD' | 'OTP' | 'ASSERTION'
  factor?: string
  uri: string
  debug?: Record<string, unknown>
  target?: Target[]
}

/** A session id as Okta writes it. */
export const newSession = (random: Random): string => `102${random.text(22)}`

/** Another account as a row's target. */
export const asTarget = (world: World, person: Person): Target => ({
  id: oktaOrg(world).logins.of(person).id,
  type: 'User',
  alternateId: person.email,
  displayName: person.name,
})

/** A System Log event, shaped as Okta's LogEvent. */
export function oktaRow(moment: OktaMoment, what: What): Emission {
  const { world, random, person, spot, time, session } = moment
  const { place, network, device } = spot
  const request = random.text(24)
  const geographicalContext = {
    city: place.city,
    state: place.state,
    country: place.country,
    postalCode: place.postalCode,
    geolocation: { lat: place.lat, lon: place.lon },
  }
  const row = {
    actor: asTarget(world, person),
    client: {
      userAgent: { rawUserAgent: device.userAgent, os: device.os, browser: device.browser },
      zone: 'null',
      device: 'Computer',
      ipAddress: network.ip,
      geographicalContext,
    },
    authenticationContext: {
      authenticationStep: 0,
      externalSessionId: session,
      ...(what.factor && { authenticationProvider: 'FACTOR_PROVIDER', credentialProvider: 'OKTA_CREDENTIAL_PROVIDER' }),
      ...(what.credentialType && { credentialType: what.credentialType }),
    },
    displayMessage: what.displayMessage,
    eventType: what.eventType,
    outcome: { result: what.result ?? 'SUCCESS', ...(what.reason && { reason: what.reason }) },
    published: new Date(time).toISOString(),
    securityContext: {
      asNumber: network.asn,
      asOrg: network.isp.toLowerCase(),
      isp: network.isp.toLowerCase(),
      domain: network.domain,
      isProxy: false,
    },
    severity: what.severity ?? 'INFO',
    debugContext: {
      debugData: {
        requestId: request,
        dtHash: device.fingerprint + device.fingerprint,
        requestUri: what.uri,
        url: `${what.uri}?`,
        threatSuspected: 'false',
        ...(what.factor && { factor: what.factor }),
        ...what.debug,
      },
    },
    ...(what.legacyEventType && { legacyEventType: what.legacyEventType }),
    transaction: { type: 'WEB', id: request, detail: {} },
    uuid: random.uuid(),
    version: '0',
    request: { ipChain: [{ ip: network.ip, geographicalContext, version: 'V4' }] },
    ...(what.target && { target: what.target }),
  }
  return { vendor: 'okta', time, row }
}

/** Password, policy, second factor, session: what Okta logs when somebody signs in. */
export function signIn(moment: OktaMoment): Emission[] {
  const { time, world, person } = moment
  const { mfa } = oktaOrg(world).logins.of(person)
  const challenge = policyEvaluated({ ...moment, time }, mfa ? 'CHALLENGE' : 'ALLOW')
  if (!mfa) return [challenge, sessionStarted({ ...moment, time: time + 900 })]
  const wait = moment.random.int(3_000, 12_000)
  return [
    challenge,
    oktaRow(
      { ...moment, time: time + wait },
      {
        eventType: 'user.authentication.auth_via_mfa',
        displayMessage: 'Authentication of user via MFA',
        legacyEventType: 'core.user.factor.attempt_success',
        factor: moment.random.chance(0.8) ? 'OKTA_VERIFY_PUSH' : 'FIDO_WEBAUTHN',
        uri: '/idp/idx/challenge/answer',
        target: [asTarget(world, person)],
      },
    ),
    sessionStarted({ ...moment, time: time + wait + 400 }),
  ]
}

/** A session begins. */
export function sessionStarted(moment: OktaMoment): Emission {
  return oktaRow(moment, {
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    legacyEventType: 'core.user_auth.login_success',
    credentialType: 'PASSWORD',
    uri: '/idp/idx/identify',
  })
}

/** A password that was wrong. */
export function wrongPassword(moment: OktaMoment): Emission {
  return oktaRow(moment, {
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    legacyEventType: 'core.user_auth.login_failed',
    result: 'FAILURE',
    reason: 'INVALID_CREDENTIALS',
    credentialType: 'PASSWORD',
    uri: '/idp/idx/identify',
    debug: { loginResult: 'VERIFICATION_ERROR' },
  })
}

/** A session ends by signing out. */
export function signOut(moment: OktaMoment): Emission {
  return oktaRow(moment, {
    eventType: 'user.session.end',
    displayMessage: 'User logout from Okta',
    legacyEventType: 'core.user_auth.logout_success',
    uri: '/login/signout',
  })
}

/** Policy, then the application opens: two rows, as the identity engine logs them. */
export function openApp(moment: OktaMoment, app: SsoApp): Emission[] {
  const target: Target = { id: app.id, type: 'AppInstance', alternateId: app.label, displayName: app.label }
  return [
    policyEvaluated(moment, 'ALLOW', target),
    oktaRow(
      { ...moment, time: moment.time + moment.random.int(150, 900) },
      {
        eventType: 'user.authentication.sso',
        displayMessage: 'User single sign on to app',
        legacyEventType: 'app.auth.sso',
        uri: `/app/${app.name}/${app.id}/sso/saml`,
        debug: { initiationType: 'SP_INITIATED', signOnMode: 'SAML 2.0' },
        target: [
          { ...target, detailEntry: { signOnModeType: 'SAML_2_0' } },
          {
            id: `0ua${app.id.slice(3, 10)}${oktaOrg(moment.world).logins.of(moment.person).id.slice(3, 13)}`,
            type: 'AppUser',
            alternateId: moment.person.email,
            displayName: moment.person.name,
          },
        ],
      },
    ),
  ]
}

function policyEvaluated(moment: OktaMoment, result: 'ALLOW' | 'CHALLENGE', app?: Target): Emission {
  const { policy } = oktaOrg(moment.world)
  return oktaRow(moment, {
    eventType: 'policy.evaluate_sign_on',
    displayMessage: 'Evaluation of sign-on policy',
    result,
    reason: `Sign-on policy evaluation resulted in ${result}`,
    uri: '/idp/idx/identify',
    debug: { risk: '{level=LOW}' },
    target: [
      {
        id: policy.id,
        type: 'PolicyEntity',
        alternateId: 'unknown',
        displayName: 'Everyone',
        detailEntry: { policyType: app ? 'ACCESS_POLICY' : 'OktaSignOn' },
      },
      {
        id: policy.ruleId,
        type: 'PolicyRule',
        alternateId: policy.id,
        displayName: 'Second factor when away or new device',
      },
      ...(app ? [app] : []),
    ],
  })
}
