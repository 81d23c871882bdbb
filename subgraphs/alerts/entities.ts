import { PolicyRow } from './policy/policy.entity.ts'

export const ENTITIES = [PolicyRow]
