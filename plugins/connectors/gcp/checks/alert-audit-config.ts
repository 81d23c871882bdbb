import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('2.6'), ...derived({ 'NIST 800-53': 'SI-4(5)' }), ...stated({ 'SOC 2': 'CC7.2' })],
  judge: alerted(['SetIamPolicy', 'auditConfigDeltas'], 'changes of audit logging'),
})
