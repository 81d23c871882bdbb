import { Alert } from '../alert/alert.type.ts'
import { citationOf } from '../detection/citation.ts'
import type { ExplanationData } from '../detection/detector.ts'
import { JudgedEvent } from '../detection/event.ts'
import { activity } from '../testing/activity.ts'
import { ocsfFinding } from './finding.ts'

const citation = citationOf(new JudgedEvent(activity('a')))
const explanation: ExplanationData = {
  matched: true,
  summary: 'Fast.',
  conditions: [],
  measures: [
    { name: 'speed', value: 4000, unit: 'km/h', baseline: null, threshold: 900 },
    { name: 'downloads', value: 90, unit: null, baseline: 3, threshold: 30 },
  ],
  suppressions: [],
}

const finding = (policyKind: Alert['policyKind'], citations = [citation]) =>
  ocsfFinding(
    Object.assign(new Alert(), {
      policyKind,
      explanation,
      mitre: [],
      state: 'OPEN',
      severity: 'HIGH',
      version: 1,
      raisedAt: new Date(0),
      firstActivityAt: new Date(0),
      lastActivityAt: new Date(0),
    }),
    { name: 'Travel' },
    citations,
  )

describe('a finding of an anomaly detector', () => {
  it('has what was measured, of whom, and what is normal', () => {
    expect(finding('ANOMALY').anomaly_analyses).toEqual([
      {
        analysis_targets: [{ name: 'ann@acme.example', type: 'User' }],
        anomalies: [
          {
            observation_parameter: 'speed',
            observation_type: 'km/h',
            observed_pattern: '4000 km/h, threshold 900 km/h',
            observations: [{ value: '4000 km/h' }],
          },
          {
            observation_parameter: 'downloads',
            observation_type: 'count',
            observed_pattern: '90, threshold 30, normally 3',
            observations: [{ value: '90' }],
          },
        ],
        baselines: [{ observation_parameter: 'downloads', observation_type: 'count', observations: [{ value: '3' }] }],
      },
    ])
  })

  it('is about the app where nobody is named', () => {
    const [analysis] = finding('ANOMALY', [{ ...citation, actor: null }]).anomaly_analyses as [
      { analysis_targets: unknown },
    ]
    expect(analysis.analysis_targets).toEqual([{ name: 'app-okta', type: 'Application' }])
  })

  it('is what other policies have not', () => {
    expect(finding('ACTIVITY')).not.toHaveProperty('anomaly_analyses')
  })
})
