import { riskScore, type RiskFacts } from './risk.ts'

describe('the risk of an incident', () => {
  it.each<[string, Partial<RiskFacts>, number]>([
    ['every alert a false positive', { severity: null, isAdmin: true, tactics: 3 }, 0],
    ['informational', { severity: 'INFORMATIONAL' }, 5],
    ['low', { severity: 'LOW' }, 20],
    ['medium', { severity: 'MEDIUM' }, 40],
    ['high', {}, 60],
    ['critical', { severity: 'CRITICAL' }, 75],
    ['an administrator', { isAdmin: true }, 75],
    ['no tactic known', { tactics: 0 }, 60],
    ['two tactics', { tactics: 2 }, 65],
    ['three tactics', { tactics: 3 }, 70],
    ['nine tactics', { tactics: 9 }, 70],
    ['all at their worst', { severity: 'CRITICAL', isAdmin: true, tactics: 14 }, 100],
  ])('%s', (_what, facts, score) =>
    expect(riskScore({ severity: 'HIGH', isAdmin: false, tactics: 1, ...facts })).toBe(score),
  )
})
