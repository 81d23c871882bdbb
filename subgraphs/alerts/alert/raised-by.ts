import type { PolicyRow } from '../policy/policy.entity.ts'

/** The policy as whoever did something to an alert. */
export const actorOf = ({ id, name }: PolicyRow) => ({ kind: 'POLICY', id, name, email: null })
