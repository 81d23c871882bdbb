import type { FrameworkRef } from '../control/control.type.ts'

/** Requirements by framework, in this order: NIST 800-53 r5, NIST CSF 2.0, SOC 2 (2017 criteria), ISO 27001:2022, MITRE ATT&CK. */
type Row = [nist: string[], csf: string[], soc: string[], iso: string[], attack: string[]]

const COLUMNS = [
  { framework: 'NIST 800-53', version: 'r5' },
  { framework: 'NIST CSF', version: '2.0' },
  { framework: 'SOC 2', version: '2017' },
  { framework: 'ISO 27001', version: '2022' },
  { framework: 'MITRE ATT&CK', version: null },
]

/**
 * What a control of a category answers to in frameworks that its source does not speak of: chosen by what the requirements say, once for the
 * whole category, and so coarser than a mapping by somebody who looked at the single control. Always marked as derived.
 */
const BY_CATEGORY: Record<string, Row> = {
  mfa: [['IA-2(1)', 'IA-2(2)'], ['PR.AA-03'], ['CC6.1'], ['A.8.5'], ['T1078.004', 'T1110']],
  sso: [['IA-2', 'IA-8'], ['PR.AA-03'], ['CC6.1'], ['A.5.16', 'A.8.5'], ['T1078.004']],
  password: [['IA-5(1)'], ['PR.AA-01'], ['CC6.1'], ['A.5.17'], ['T1110']],
  session: [['AC-12', 'SC-23'], ['PR.AA-03'], ['CC6.1'], ['A.8.5'], ['T1539', 'T1550.004']],
  keys: [['IA-5', 'SC-12'], ['PR.AA-01'], ['CC6.1'], ['A.5.17', 'A.8.24'], ['T1528', 'T1552']],
  admin: [['AC-6(5)', 'AC-2(7)'], ['PR.AA-05'], ['CC6.3'], ['A.8.2'], ['T1078.004', 'T1098.003']],
  'least-privilege': [['AC-6'], ['PR.AA-05'], ['CC6.3'], ['A.5.15', 'A.5.18'], ['T1098.003']],
  guest: [['AC-2', 'AC-3'], ['PR.AA-05'], ['CC6.2'], ['A.5.15'], ['T1199']],
  inactive: [['AC-2(3)'], ['PR.AA-01'], ['CC6.2'], ['A.5.18'], ['T1078.004']],
  oauth: [['CM-11', 'AC-20'], ['PR.PS-05'], ['CC6.8'], ['A.8.19'], ['T1528', 'T1550.001']],
  sharing: [['AC-21', 'AC-3'], ['PR.AA-05'], ['CC6.1', 'CC6.7'], ['A.5.14'], ['T1213', 'T1567']],
  public: [['AC-3', 'AC-22'], ['PR.AA-05', 'PR.DS-01'], ['CC6.1'], ['A.8.3', 'A.8.12'], ['T1213', 'T1530']],
  dlp: [['AC-4', 'SC-7(10)'], ['PR.DS-10'], ['CC6.7'], ['A.8.12'], ['T1567']],
  tls: [['SC-8'], ['PR.DS-02'], ['CC6.7'], ['A.8.24'], ['T1040', 'T1557']],
  logging: [['AU-2', 'AU-12'], ['PR.PS-04'], ['CC7.2'], ['A.8.15'], ['T1562.008']],
  alerting: [['SI-4(5)'], ['DE.AE-06', 'DE.CM-03'], ['CC7.2', 'CC7.3'], ['A.8.16'], []],
  email: [['SI-8', 'SI-3'], ['PR.PS-01'], ['CC6.8'], ['A.8.7'], ['T1566', 'T1114.003']],
  device: [['AC-19', 'IA-3'], ['PR.AA-05'], ['CC6.7'], ['A.8.1'], ['T1078.004']],
  hardening: [['CM-6', 'CM-7'], ['PR.PS-01'], ['CC6.8'], ['A.8.9'], []],
  web: [['SI-10', 'SC-18'], ['PR.PS-01'], ['CC6.8'], ['A.8.26'], ['T1189']],
  'supply-chain': [['SR-3', 'CM-5'], ['GV.SC-07', 'PR.PS-06'], ['CC8.1'], ['A.5.21', 'A.8.25'], ['T1195.002']],
}

/** What a control's card states, and what its category answers to in frameworks that the card does not name. */
export function withDerived(stated: readonly FrameworkRef[], category: string): FrameworkRef[] {
  const row = BY_CATEGORY[category]
  if (!row) return [...stated]
  const named = new Set(stated.map(({ framework }) => framework))
  return [
    ...stated,
    ...COLUMNS.flatMap(({ framework, version }, n) =>
      named.has(framework) ? [] : row[n]!.map(requirement => ({ framework, version, requirement, derived: true })),
    ),
  ]
}
