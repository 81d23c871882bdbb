import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { alerted } from './alerted.ts'

export const alertOwnerChange = defineCheck({
  name: 'alert-owner-change',
  title: 'Somebody is alerted when a project gets an owner',
  description: 'An owner can do everything in a project and let others in. Whoever takes a project over makes one.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 4,
  reads: ['metrics', 'alertPolicies'],
  remediation:
    'In *Logging → Log-based Metrics* create a metric for `protoPayload.serviceName="cloudresourcemanager.googleapis.com"` with binding deltas of `roles/owner`, and from its menu *Create alert from metric*.',
  frameworks: [...cis('2.5'), ...derived({ 'NIST 800-53': 'SI-4(5)' }), ...stated({ 'SOC 2': 'CC7.2' })],
  judge: alerted(['cloudresourcemanager.googleapis.com', 'roles/owner'], 'changes of owners'),
})
