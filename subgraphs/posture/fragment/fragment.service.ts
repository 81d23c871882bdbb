import type { AssessmentDone, Context, RawFragment, Tx } from '@casbah/kit'
import type { Fragment } from './fragment.type.ts'

/** Keeps what was answered, in place of what was answered before. */
export async function storeFragments(tx: Tx, { app, fragments = [] }: AssessmentDone): Promise<void> {
  if (fragments.length === 0) return
  await tx.query(
    `insert into posture.fragment (tenant, app, read, endpoint, at, hash, body, truncated)
     select $1, $2::uuid, read, endpoint, at, hash, body::json, truncated
     from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::bool[]) as f(read, endpoint, at, hash, body, truncated)
     on conflict (tenant, app, read) do update set endpoint = excluded.endpoint, at = excluded.at, hash = excluded.hash, body = excluded.body,
       truncated = excluded.truncated`,
    [
      tx.tenant,
      app,
      fragments.map(({ read }) => read),
      fragments.map(({ endpoint }) => endpoint),
      fragments.map(({ at }) => new Date(at)),
      fragments.map(({ hash }) => hash),
      fragments.map(({ body }) => JSON.stringify(body ?? null)),
      fragments.map(({ truncated }) => truncated),
    ],
  )
}

/** The answers that a finding was judged by last, in the order of its evidence. One that was replaced since, by an assessment of another control, is the newer one. */
export async function fragmentsOf(context: Context, finding: string): Promise<Fragment[]> {
  const tx = await context.tx()
  return tx.query<Fragment & Pick<RawFragment, 'read'>>(
    `select g.read, g.endpoint, g.at, g.hash, g.body, g.truncated
     from posture.finding f cross join json_array_elements(f.evidence) with ordinality as e(one, place)
     join posture.fragment g on g.app = f.app and g.read = e.one ->> 'read'
     where f.id = $1::uuid order by e.place`,
    [finding],
  )
}
