import { riskParts, riskScore, type RiskFacts } from './risk.ts'

const tactics = (count: number) => Array.from({ length: count }, (_, n) => `Tactic ${n}`)
const HIGH: RiskFacts = { severity: 'HIGH', worst: 'A password was guessed', admin: null, tactics: tactics(1) }

describe('the risk of an incident', () => {
  it.each<[string, Partial<RiskFacts>, number]>([
    ['every alert a false positive', { severity: null, admin: 'Ann', tactics: tactics(3) }, 0],
    ['informational', { severity: 'INFORMATIONAL' }, 5],
    ['low', { severity: 'LOW' }, 20],
    ['medium', { severity: 'MEDIUM' }, 40],
    ['high', {}, 60],
    ['critical', { severity: 'CRITICAL' }, 75],
    ['an administrator', { admin: 'Ann' }, 75],
    ['no tactic known', { tactics: [] }, 60],
    ['two tactics', { tactics: tactics(2) }, 65],
    ['three tactics', { tactics: tactics(3) }, 70],
    ['nine tactics', { tactics: tactics(9) }, 70],
    ['all at their worst', { severity: 'CRITICAL', admin: 'Ann', tactics: tactics(14) }, 100],
  ])('%s', (_what, facts, score) => expect(riskScore(riskParts({ ...HIGH, ...facts }))).toBe(score))

  it('is told part by part', () => {
    expect(riskParts({ ...HIGH, admin: 'Ann Lee', tactics: ['Initial Access', 'Exfiltration'] })).toEqual([
      {
        kind: 'SEVERITY',
        points: 60,
        sentence: 'Its worst alert, “A password was guessed”, is HIGH: 60 of at most 75 points.',
      },
      { kind: 'RIGHTS', points: 15, sentence: 'Ann Lee has administrator rights: 15 points.' },
      {
        kind: 'TACTICS',
        points: 5,
        sentence:
          'Its alerts serve 2 tactics of MITRE ATT&CK, Initial Access, Exfiltration: 5 points for each beyond the first, 10 at most.',
      },
    ])
  })
})
