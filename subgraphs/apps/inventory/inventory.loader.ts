import type { HostProblem, InventoryPlace, Phase } from '@casbah/host'
import type { Context } from '@casbah/kit'
import type { AppInventory } from './inventory.type.ts'

interface Row {
  app: string
  phase: Phase
  place: InventoryPlace | null
  error: HostProblem | null
}

/** How the readings of what apps list go, by app; none before the first page. */
export function inventoryByApp(context: Context) {
  return context.loader<string, AppInventory[]>(inventoryByApp, async apps => {
    const tx = await context.tx()
    const rows = await tx.query<Row>(
      'select app::text, phase, place, error from apps.inventory where tenant = $1 and app = any($2) order by phase',
      [context.tenant, apps],
    )
    return apps.map(app => rows.filter(row => row.app === app).map(toInventory))
  })
}

function toInventory({ phase, place, error }: Row): AppInventory {
  const going = place?.going ?? null
  const totals = Object.values(place?.totals ?? {})
  const done = sum(Object.values(going ? going.counts : (place?.totals ?? {})))
  const total = place?.completedAt ? sum(totals) : null
  return {
    part: phase === 'people' ? 'PEOPLE' : 'THINGS',
    state: error ? 'FAILED' : going ? 'RUNNING' : 'IDLE',
    listing: going?.stage === 'list' ? (going.plan[going.at] ?? null) : null,
    done,
    total,
    eta: going && total ? etaOf(going.startedAt, done, total) : null,
    lastCompleteAt: place?.completedAt ? new Date(place.completedAt) : null,
    rejected: going?.rejected ?? 0,
    skipped: (going?.skipped ?? place?.skipped ?? []).map(({ listing, problem }) => ({
      listing,
      reason: { ...problem, path: null },
    })),
    lastError: error && { ...error, path: null },
  }
}

function etaOf(startedAt: number, done: number, total: number): Date | null {
  if (done <= 0) return null
  const left = ((Date.now() - startedAt) * Math.max(0, total - done)) / done
  return new Date(Date.now() + left)
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
