import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis6 } from '../benchmark.ts'
import { judgeEach } from './of-subscriptions.ts'

const permission = z.looseObject({ actions: z.array(z.string()) })
const role = z.looseObject({ properties: z.looseObject({ roleName: z.string(), permissions: z.array(permission) }) })
const say = (passing: number, all: number) => `${passing} of ${all} subscriptions have no custom role with every right.`
const words = { what: 'custom roles', right: 'Microsoft.Authorization/roleDefinitions/read', say }

export const noCustomOwner = defineCheck({
  name: 'no-custom-owner',
  title: 'No custom role is an owner by another name',
  description: 'A role of your own with every right is an owner that no list of owners shows.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['customRoles'],
  // Most subscriptions have no roles of their own, and Azure then lists none.
  emptyPasses: ['customRoles'],
  remediation:
    'In the Azure portal open *Subscriptions → your subscription → Access control (IAM) → Roles*, filter by *CustomRole*, and name the actions that each role needs in place of `*`.',
  frameworks: [...cis6('5.4'), ...derived({ 'NIST 800-53': 'AC-6' })],
  judge: judgeEach('customRoles', role, words, ({ rows }) => {
    const all = rows.filter(({ properties }) => properties.permissions.some(({ actions }) => actions.includes('*')))
    return { passed: all.length === 0, detail: all.map(({ properties }) => properties.roleName).join(', ') || 'none' }
  }),
})
