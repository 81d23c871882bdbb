import type { Tx } from '@casbah/kit'

/** Of posture.exception `x` at `$1`. */
const IN_FORCE = 'x.ended_at is null and x.expires_at > $1::timestamptz'
/** Whether exception `x` is about finding `f`. */
const ABOUT = `(x.app is null or x.app = f.app) and (x.control is null or x.control = f.control) and (x.category is null or x.category = f.category)`
/** Of several exceptions the narrowest counts, then the latest. */
const NARROWEST = 'order by x.app is null, x.control is null, x.created_at desc, x.id limit 1'
/** Whether subject `s` has one of the names; `*` is any characters, what LIKE knows besides is taken as it stands. */
const NAMED = `exists (select 1 from unnest(x.subjects) as name
  where lower(s.name) like replace(replace(replace(replace(lower(name), '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%'))`

/**
 * Has the exceptions in force at a moment bear on findings and their failing subjects; ids of findings for which that is another than
 * before. To be called whenever findings, subjects or exceptions have changed.
 */
export async function applyExceptions(tx: Tx, at: Date, findings: readonly string[]): Promise<string[]> {
  if (!findings.length || !(await concerned(tx, at, findings))) return []
  await tx.query(
    `update posture.subject t set exception = n.exception
     from (select s.finding, s.place,
         (select x.id from posture.exception x where ${IN_FORCE} and x.subjects is not null and ${ABOUT} and ${NAMED} ${NARROWEST}) as exception
       from posture.finding f join posture.subject s on s.finding = f.id where f.id = any($2::uuid[]) and not s.passed) n
     where t.finding = n.finding and t.place = n.place and t.exception is distinct from n.exception`,
    [at, findings],
  )
  const changed = await tx.query<{ id: string }>(
    `update posture.finding t set exception = n.exception, exception_kind = n.kind, exception_expires_at = n.expires_at, excepted_failing = n.excepted,
       mitigated_failing = n.mitigated, subjects_excepted_until = n.until, version = t.version + 1
     from (select f.id, whole.id as exception, whole.kind, whole.expires_at, single.excepted, single.mitigated, single.until
       from posture.finding f
       left join lateral (select x.id, x.kind, x.expires_at from posture.exception x where ${IN_FORCE} and x.subjects is null and ${ABOUT} ${NARROWEST}) whole on true
       cross join lateral (select count(*)::int as excepted, count(*) filter (where x.kind <> 'RISK_ACCEPTED')::int as mitigated, min(x.expires_at) as until
         from posture.subject s join posture.exception x on x.id = s.exception where s.finding = f.id) single
       where f.id = any($2::uuid[])) n
     where t.id = n.id and (t.exception, t.exception_kind, t.exception_expires_at, t.excepted_failing, t.mitigated_failing, t.subjects_excepted_until)
       is distinct from (n.exception, n.kind, n.expires_at, n.excepted, n.mitigated, n.until)
     returning t.id`,
    [at, findings],
  )
  return changed.map(({ id }) => id)
}

/** Most tenants have no exceptions, and then there is nothing to look for. */
async function concerned(tx: Tx, at: Date, findings: readonly string[]): Promise<boolean> {
  const [row] = await tx.query<{ concerned: boolean }>(
    `select exists (select 1 from posture.exception x where ${IN_FORCE})
       or exists (select 1 from posture.finding where id = any($2::uuid[]) and (exception is not null or excepted_failing > 0)) as concerned`,
    [at, findings],
  )
  return row!.concerned
}

/** How much fails under exception `x`: subjects, a failure without any counting as one. */
const FAILING = `case when x.subjects is null
  then (select coalesce(sum(case when f.status in ('FAIL', 'PARTIAL') then greatest(f.failing, 1) else 0 end), 0)::int from posture.finding f where f.exception = x.id)
  else (select count(*)::int from posture.subject s where s.exception = x.id) end`

/** Keeps how much fails under an exception that was just made, to tell later whether it got worse. */
export async function keepFailing(tx: Tx, exception: string): Promise<void> {
  await tx.query(`update posture.exception x set failing = ${FAILING} where x.id = $1::uuid`, [exception])
}

/** Notes in the exceptions that bear on findings that more fails under them than when they were made. */
export async function noteWorsened(tx: Tx, at: Date, findings: readonly string[]): Promise<void> {
  await tx.query(
    `update posture.exception x set worsened_at = $1, version = x.version + 1
     where ${IN_FORCE} and x.worsened_at is null
       and (x.id in (select exception from posture.finding where id = any($2::uuid[]))
         or x.id in (select exception from posture.subject where finding = any($2::uuid[])))
       and ${FAILING} > x.failing`,
    [at, findings],
  )
}
