import { registerEnumType } from 'type-graphql'
import { AWAY, FAR, HOME, LAPTOP, SCRIPT, type Step } from './scenario.ts'

export const AttackScenario = {
  IMPOSSIBLE_TRAVEL: 'IMPOSSIBLE_TRAVEL',
  PASSWORD_SPRAY: 'PASSWORD_SPRAY',
  MFA_FATIGUE: 'MFA_FATIGUE',
  STOLEN_SESSION: 'STOLEN_SESSION',
  MASS_DOWNLOAD: 'MASS_DOWNLOAD',
  RANSOMWARE: 'RANSOMWARE',
  PASSWORD_GUESS: 'PASSWORD_GUESS',
  LOGGING_DISABLED: 'LOGGING_DISABLED',
} as const
export type AttackScenario = keyof typeof AttackScenario
registerEnumType(AttackScenario, {
  name: 'AttackScenario',
  description: 'An attack that can be played.',
  valuesConfig: {
    IMPOSSIBLE_TRAVEL: { description: 'Sign-ins from two far countries within minutes.' },
    PASSWORD_SPRAY: { description: 'Failed sign-ins to many accounts from one address, then a success.' },
    MFA_FATIGUE: { description: 'Many second-factor prompts, then an approval.' },
    STOLEN_SESSION: { description: 'One session from two addresses and systems.' },
    MASS_DOWNLOAD: { description: 'Many files downloaded in a minute.' },
    RANSOMWARE: { description: 'Many files renamed and deleted.' },
    PASSWORD_GUESS: { description: 'Many failed sign-ins to one account, then a success.' },
    LOGGING_DISABLED: { description: 'Audit logging switched off.' },
  },
})

const times = (count: number, step: (index: number) => Step) => Array.from({ length: count }, (_, index) => step(index))

/** The attacks, step by step. */
export const SCENARIOS: Record<AttackScenario, Step[]> = {
  IMPOSSIBLE_TRAVEL: [
    { after: 0, action: 'user.login', outcome: 'SUCCESS', from: HOME, userAgent: LAPTOP },
    { after: 240, action: 'user.login', outcome: 'SUCCESS', from: FAR, userAgent: SCRIPT },
  ],
  PASSWORD_SPRAY: [
    ...times(25, n => ({
      after: n * 3,
      action: 'user.login',
      outcome: 'FAILURE',
      from: AWAY,
      userAgent: SCRIPT,
      onAnother: true,
    })),
    { after: 80, action: 'user.login', outcome: 'SUCCESS', from: AWAY, userAgent: SCRIPT },
  ],
  MFA_FATIGUE: [
    ...times(12, n => ({ after: n * 15, action: 'mfa.challenge', outcome: 'FAILURE', from: AWAY, userAgent: SCRIPT })),
    { after: 190, action: 'mfa.challenge', outcome: 'SUCCESS', from: AWAY, userAgent: SCRIPT },
    { after: 192, action: 'user.login', outcome: 'SUCCESS', from: AWAY, userAgent: SCRIPT },
  ],
  STOLEN_SESSION: [
    { after: 0, action: 'user.login', outcome: 'SUCCESS', from: HOME, userAgent: LAPTOP, sessionId: 'stolen' },
    { after: 60, action: 'app.login', outcome: 'SUCCESS', from: HOME, userAgent: LAPTOP, sessionId: 'stolen' },
    { after: 180, action: 'app.login', outcome: 'SUCCESS', from: FAR, userAgent: SCRIPT, sessionId: 'stolen' },
  ],
  MASS_DOWNLOAD: times(60, n => ({
    after: n,
    action: 'file.download',
    outcome: 'SUCCESS',
    from: HOME,
    userAgent: SCRIPT,
    target: { kind: 'file', name: `Plans/drawing-${n + 1}.pdf` },
  })),
  RANSOMWARE: times(80, n => ({
    after: n,
    action: n % 2 ? 'file.delete' : 'file.update',
    outcome: 'SUCCESS',
    from: AWAY,
    userAgent: SCRIPT,
    target: { kind: 'file', name: `Finance/ledger-${(n >> 1) + 1}.xlsx${n % 2 ? '' : '.locked'}` },
  })),
  PASSWORD_GUESS: [
    ...times(15, n => ({ after: n * 6, action: 'user.login', outcome: 'FAILURE', from: AWAY, userAgent: SCRIPT })),
    { after: 95, action: 'user.login', outcome: 'SUCCESS', from: AWAY, userAgent: SCRIPT },
  ],
  LOGGING_DISABLED: [
    { after: 0, action: 'user.login', outcome: 'SUCCESS', from: AWAY, userAgent: SCRIPT },
    {
      after: 30,
      action: 'logging.disable',
      outcome: 'SUCCESS',
      from: AWAY,
      userAgent: SCRIPT,
      target: { kind: 'log', name: 'audit log' },
      isAdmin: true,
    },
  ],
}
