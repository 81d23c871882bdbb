import { defineTemplate } from './define-template.ts'
import { ABROAD } from './abroad.ts'
import * as technique from './techniques.ts'

/** Ways of coming in. */
export const SIGN_IN_TEMPLATES = [
  defineTemplate({
    id: 'guessed-password',
    name: 'Guessed password',
    description:
      'Ten or more failed sign-ins of one login from one address within ten minutes, then one that succeeds: the password was guessed or stuffed and is known now.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['user.login'] }, outcome: ['FAILURE'] },
      count: 10,
      windowSeconds: 600,
      per: ['USER', 'IP'],
      followedBy: { action: { in: ['user.login'] }, outcome: ['SUCCESS'] },
      title:
        'The password of {actor} was guessed from {ip} ({country}): {count} failed sign-ins in {app}, then a success',
    },
    mitre: [technique.PASSWORD_GUESSING],
  }),
  defineTemplate({
    id: 'risky-sign-in',
    name: 'Sign-in from a risky address',
    description:
      'Somebody signs in from an address that is tagged risky, a proxy or a Tor exit. Which addresses these are follows from your networks and lists.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['user.login', 'app.login', 'admin_console.access'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
        ip: { tag: ['RISKY', 'PROXY', 'TOR'] },
      },
      title: '{actor} signed in to {app} from the risky address {ip} ({country})',
    },
    mitre: [technique.CLOUD_ACCOUNTS, technique.PROXY],
  }),
  defineTemplate({
    id: 'failed-sign-ins',
    name: 'Many failed sign-ins to one app',
    description: 'Ten failed sign-ins of one person to one app within five minutes. Loud where passwords expire often.',
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: {
      filter: { action: { in: ['user.login', 'user.authenticate'] }, outcome: ['FAILURE'] },
      count: 10,
      windowSeconds: 300,
      per: ['USER', 'APP'],
      title: '{actor} failed to sign in to {app} {count} times within {minutes} minutes',
    },
    mitre: [technique.BRUTE_FORCE],
  }),
  defineTemplate({
    id: 'password-spray',
    name: 'One address tries many logins',
    description:
      'Sign-ins of ten different people fail from one address within ten minutes: a few common passwords are tried on everybody.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['user.login', 'user.authenticate'] }, outcome: ['FAILURE'] },
      count: 20,
      windowSeconds: 600,
      per: ['IP'],
      distinct: { field: 'ACTOR', count: 10 },
      title: '{ip} ({country}) tried the logins of many people in {app}: {count} failures within {minutes} minutes',
    },
    mitre: [technique.PASSWORD_SPRAYING],
  }),
  defineTemplate({
    id: 'sign-in-from-other-country',
    name: 'Sign-in from outside your countries',
    description:
      'Somebody signs in from a country that is not in the list. Put the countries where your people work in the place of those given.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['user.login'] },
        outcome: ['SUCCESS'],
        ...ABROAD,
      },
      title: '{actor} signed in to {app} from {country} ({ip})',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'outdated-browser',
    name: 'Sign-in by an outdated browser or system',
    description:
      'Somebody signs in by a browser or an operating system that gets no more security updates, and whose holes are public.',
    kind: 'ACTIVITY',
    severity: 'LOW',
    foldSeconds: 86_400,
    definition: {
      filter: {
        action: { in: ['user.login', 'app.login'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
        or: [
          'MSIE ',
          'Trident/',
          'Windows NT 5.',
          'Windows NT 6.',
          'Android 4.',
          'Android 5.',
          'Android 6.',
          'Android 7.',
        ].map(contains => ({ userAgent: { contains } })),
      },
      title: '{actor} signed in to {app} by an outdated browser or system',
    },
    mitre: [technique.VALID_ACCOUNTS],
  }),
  defineTemplate({
    id: 'script-sign-in',
    name: 'Sign-in by a script or attack tool',
    description:
      'A person signs in by what is no browser, such as a command-line client or a known attack tool. Leave out the logins of your own scripts.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['user.login'] },
        outcome: ['SUCCESS'],
        or: [
          'python-requests',
          'aiohttp',
          'Go-http-client',
          'curl/',
          'axios/',
          'fasthttp',
          'BAV2ROPC',
          'ruler',
          'sqlmap',
        ].map(contains => ({ userAgent: { contains } })),
      },
      title: '{actor} signed in to {app} from {ip} by a script',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'service-account-outside',
    name: 'Service account from outside',
    description:
      'A login for machines is used from no corporate or cloud network. Say by the e-mail prefix which logins are for machines.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        or: ['svc-', 'svc_', 'service-', 'sa-'].map(startsWith => ({ actor: { email: { startsWith } } })),
        outcome: ['SUCCESS', 'UNKNOWN'],
        not: { ip: { tag: ['CORPORATE', 'ADMINISTRATIVE', 'CLOUD'] } },
      },
      title: 'The service account {actor} did {action} in {app} from {ip} ({country})',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'leaked-password',
    name: 'Leaked password or sign-in that the vendor calls risky',
    description: "The app itself found a person's password in a leak, or a sign-in suspicious.",
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['password.leak', 'user.login_risk'] } },
      title: '{app} reports {action} for {actor}',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'token-reuse',
    name: 'One-time token used twice',
    description: 'A refresh token that was used up is used again: two hold it, and one of them stole it.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['token.reuse'] } },
      title: 'A used-up token of {actor} was used again in {app}',
    },
    mitre: [technique.STEAL_TOKEN, technique.APP_TOKEN],
  }),
  defineTemplate({
    id: 'reported-by-user',
    name: 'Person reports suspicious activity',
    description: 'Somebody says that what was done in his name was not his doing.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['threat.report'] } },
      title: '{actor} reported suspicious activity in {app}',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'vendor-threat',
    name: 'Threat that the app itself reports',
    description: 'The app found malware, phishing or another threat by its own means.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['threat.detect'] } },
      title: '{app} itself reports a threat that concerns {actor}',
    },
    mitre: [technique.PHISHING],
  }),
]
