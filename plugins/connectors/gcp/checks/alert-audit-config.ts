import { defineCheck } from '@casbah/sdk'
import { alerted } from './alerted.ts'

export const alertAuditConfig = defineCheck({
  name: 'alert-audit-config',
  title: 'Somebody is alerted when audit logging changes',
  description: 'Whoever does not want to be seen first turns the logging of data access off, or exempts themselves.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 4,
  reads: ['metrics', 'alertPolicies'],
  remediation:
    'In *Logging → Log-based Metrics* create a metric for `protoPayload.methodName="SetIamPolicy" AND protoPayload.serviceData.policyDelta.auditConfigDeltas:*`, and from its menu *Create alert from metric*.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.6' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  judge: alerted(['SetIamPolicy', 'auditConfigDeltas'], 'changes of audit logging'),
})
