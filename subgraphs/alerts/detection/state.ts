import { Memory } from './memory.ts'
import { SlotTable, type Columns, type SavedTable } from './slot-table.ts'

/** How many people, addresses or applications one table of a tenant remembers. */
export const TABLE_KEYS = 250_000

/** What is learnt of a tenant's people, whichever policies run: tables by name, made when first asked for. */
export class Learnt {
  private readonly tables = new Map<string, SlotTable>()
  private readonly saved: Map<string, SavedTable>

  constructor(saved: Map<string, SavedTable> = new Map()) {
    this.saved = saved
  }

  table<C extends Columns>(name: string, columns: C, room = TABLE_KEYS): SlotTable<C> {
    const known = this.tables.get(name)
    if (known) return known as SlotTable<C>
    const table = new SlotTable(columns, room, this.saved.get(name))
    this.saved.delete(name)
    this.tables.set(name, table as unknown as SlotTable)
    return table
  }

  save(): Map<string, SavedTable> {
    return new Map([
      ...this.saved,
      ...[...this.tables].map(([name, table]): [string, SavedTable] => [name, table.save()]),
    ])
  }
}

/** All that detection remembers of one tenant. */
export interface TenantState {
  learnt: Learnt
  /** What each policy remembers, by `<policy>@<version of its definition>`. */
  memories: Map<string, Memory>
  /** The same by the policies that judged lately; not saved. */
  quick?: WeakMap<object, Memory>
}

/** All that detection remembers of a shard, by tenant. */
export type ShardState = Map<string, TenantState>

export function tenantState(shard: ShardState, tenant: string): TenantState {
  const known = shard.get(tenant)
  if (known) return known
  const state: TenantState = { learnt: new Learnt(), memories: new Map() }
  shard.set(tenant, state)
  return state
}

/** A policy's memory, when it has any; makes none. */
export function peekMemory(
  { memories }: TenantState,
  policy: { id: string; definitionVersion: number },
): Memory | null {
  return memories.get(`${policy.id}@${policy.definitionVersion}`) ?? null
}

/** A policy's memory; a changed definition begins with nothing remembered. */
export function memoryOf(state: TenantState, policy: { id: string; definitionVersion: number }): Memory {
  const quick = (state.quick ??= new WeakMap())
  const lately = quick.get(policy)
  if (lately) return lately
  const memory = knownOrNew(state.memories, policy)
  quick.set(policy, memory)
  return memory
}

function knownOrNew(
  memories: Map<string, Memory>,
  { id, definitionVersion }: { id: string; definitionVersion: number },
) {
  const key = `${id}@${definitionVersion}`
  const known = memories.get(key)
  if (known) return known
  if (definitionVersion > 1) for (const old of memories.keys()) if (old.startsWith(`${id}@`)) memories.delete(old)
  const memory = new Memory()
  memories.set(key, memory)
  return memory
}
