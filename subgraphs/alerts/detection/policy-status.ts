import type { Database } from '@casbah/kit'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import type { Learning } from './anomaly/kind.ts'
import { sightOf, type Sight } from './field-sight.ts'
import type { Program } from './program.ts'
import { Memory } from './memory.ts'
import { peekMemory, type TenantState } from './state.ts'

/** How a policy fares, as far as only the process that judges knows it; kept with each snapshot, so that any process can tell. */
export interface PolicyStatus extends Sight {
  policy: string
  definitionVersion: number
  learning: Learning | null
  /** Keys that it forgot for want of room. */
  forgotten: number
}

/** The status of every policy at work in a tenant. */
export function statusesOf(program: Program, state: TenantState): PolicyStatus[] {
  return program.policies.map(({ policy, gates }) => {
    const memory = peekMemory(state, policy)
    return {
      policy: policy.id,
      definitionVersion: policy.definitionVersion,
      ...sightOf(
        gates.map(({ gate }) => gate),
        state.learnt,
      ),
      learning: policy.kind === 'ANOMALY' ? learningOf(policy.definition, state, memory) : null,
      forgotten: memory?.evicted ?? 0,
    }
  })
}

function learningOf(definition: unknown, { learnt }: TenantState, memory: Memory | null): Learning | null {
  const { detector, parameters } = definition as { detector: string; parameters?: unknown }
  const kind = ANOMALY_KINDS.get(detector)
  const read = kind?.parameters.safeParse(parameters ?? {})
  if (!kind?.learning || !read?.success) return null
  return kind.learning(read.data, { learnt, memory: memory ?? new Memory() })
}

/** Writes those of a tenant's statuses that are different from the last time. */
export class StatusWriter {
  private readonly db: Database
  private readonly written = new WeakMap<Program, Map<string, string>>()

  constructor(db: Database) {
    this.db = db
  }

  async write(tenant: string, program: Program, statuses: PolicyStatus[]): Promise<void> {
    const before = this.written.get(program) ?? new Map<string, string>()
    const now = new Map(statuses.map(status => [status.policy, JSON.stringify(status)]))
    const changed = [...now].filter(([policy, text]) => before.get(policy) !== text).map(([, text]) => text)
    if (!changed.length) return
    await this.db.write(tenant, tx =>
      tx.query(
        `insert into alerts.policy_status (tenant, policy, definition_version, fed, missing, learning, forgotten)
         select $1, policy, "definitionVersion", fed, array(select json_array_elements_text(missing)), learning, forgotten
         from json_to_recordset($2) as s(policy uuid, "definitionVersion" int, fed boolean, missing json, learning json, forgotten bigint)
         on conflict (tenant, policy) do update set definition_version = excluded.definition_version, fed = excluded.fed,
           missing = excluded.missing, learning = excluded.learning, forgotten = excluded.forgotten`,
        [tenant, `[${changed.join()}]`],
      ),
    )
    this.written.set(program, now)
  }
}
