import { createHash } from 'node:crypto'
import { deriveKey, signCaller, type Database } from '@casbah/kit'
import { asSuperuser, TEST_KEY } from '@casbah/kit/testing'
import { writeLine } from '../governance/governance-log.ts'
import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'
import { verifyLog } from './governance-log.service.ts'

const ACCOUNT = '00000000-0000-4000-8000-0000000000aa'
const actionId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ada = { kind: 'MEMBER' as const, id: 'm1', name: 'Ada', email: 'ada@acme.example' }

let world: AppsWorld
let db: Database
beforeAll(async () => {
  world = await openAppsWorld({ start: false })
  db = world.apps.db
})
afterAll(async () => {
  await world.close()
})

/** Lines of a tenant of its own, so that what one test breaks stays with it. */
let tenants = 0
async function written(lines: number): Promise<string> {
  const tenant = `t${tenants++}`
  for (let n = 1; n <= lines; n++)
    await db.write(tenant, tx => writeLine(tx, actionId(n), { state: 'QUEUED', by: ada, note: `Because of ${n}` }))
  return tenant
}

/** As somebody who may do all in the database. */
async function tamper(tenant: string, sql: string): Promise<void> {
  const trigger = (state: string) => `alter table apps.governance_event ${state} trigger user`
  await asSuperuser(world.url, [trigger('disable'), sql.replaceAll('$t', `'${tenant}'`), trigger('enable')].join('; '))
}

describe('the governance log', () => {
  it('numbers its lines without gaps, and each follows from the one before', async () => {
    const tenant = await written(5)
    const found = await verifyLog(db, tenant, null)
    expect(found).toMatchObject({ ok: true, lines: 5, erased: 0, firstBroken: null, problem: null })
    expect(found.head).toMatch(/^5:[0-9a-f]{64}$/)
    expect(await verifyLog(db, tenant, found.head)).toEqual(found)
    expect(await verifyLog(db, 'nobody', null)).toMatchObject({ ok: true, lines: 0, head: null })
  })

  it('loses and doubles no number when many write at once', async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 25; n++)
        await db.write('busy', async tx => {
          await writeLine(tx, actionId(writer), { state: 'QUEUED', by: ada, note: `${writer} ${n}` })
          await writeLine(tx, actionId(writer), { state: 'RUNNING', by: ada })
        })
    })
    await Promise.all(writers)
    expect(await verifyLog(db, 'busy', null)).toMatchObject({ ok: true, lines: 400 })
  })

  it('takes no line of what was rolled back', async () => {
    const tenant = await written(1)
    await expect(
      db.write(tenant, async tx => {
        await writeLine(tx, actionId(2), { state: 'QUEUED', by: ada })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await db.write(tenant, tx => writeLine(tx, actionId(3), { state: 'QUEUED', by: ada }))
    expect(await verifyLog(db, tenant, null)).toMatchObject({ ok: true, lines: 2 })
  })

  it.each<[string, string, number | null, RegExp]>([
    ['a note', `update apps.governance_event set note = 'x' where tenant = $t and number = 3`, 3, /text of line 3/],
    [
      'who',
      `update apps.governance_event set by_whom = '{"kind":"SYSTEM"}' where tenant = $t and number = 2`,
      2,
      /text of line 2/,
    ],
    [
      'the time',
      `update apps.governance_event set at = at + interval '1 microsecond' where tenant = $t and number = 4`,
      4,
      /text of line 4/,
    ],
    [
      'the action',
      `update apps.governance_event set action = gen_random_uuid() where tenant = $t and number = 1`,
      1,
      /text of line 1/,
    ],
    [
      'a state',
      `update apps.governance_event set state = 'SUCCEEDED' where tenant = $t and number = 5`,
      5,
      /text of line 5/,
    ],
    ['salt', `update apps.governance_event set salt = '\\x00' where tenant = $t and number = 5`, 5, /text of line 5/],
    [
      'a digest with its text',
      `update apps.governance_event set note = 'x', salt = '', digest = sha256(convert_to(apps.governance_entry(jsonb_populate_record(governance_event, '{"note":"x"}')), 'UTF8')) where tenant = $t and number = 3`,
      3,
      /does not follow/,
    ],
    [
      'a link',
      `update apps.governance_event set link = '\\x00' where tenant = $t and number = 2`,
      2,
      /does not follow/,
    ],
    ['a number', `update apps.governance_event set number = 9 where tenant = $t and number = 5`, 5, /missing/],
    [
      'a removed line',
      `delete from apps.governance_event where tenant = $t and number = 3`,
      3,
      /Line 3 is missing; the next is 4/,
    ],
    [
      'a removed last line',
      `delete from apps.governance_event where tenant = $t and number = 5`,
      5,
      /missing at the end/,
    ],
    [
      'two lines in each other’s place',
      `update apps.governance_event set number = case number when 2 then 30 else 31 end where tenant = $t and number in (2, 3); update apps.governance_event set number = case number when 30 then 3 else 2 end where tenant = $t and number > 29`,
      2,
      /text of line 2/,
    ],
    [
      'a line put in',
      `update apps.governance_event set number = number + 100 where tenant = $t and number > 3; update apps.governance_event set number = number - 99 where tenant = $t and number > 100; insert into apps.governance_event (tenant, action, state, by_whom, number, digest, link) values ($t, null, 'X', '{}', 4, '', '')`,
      null,
      /./,
    ],
    [
      'a line erased in silence',
      `update apps.governance_event set note = null, salt = null, erased_at = now() where tenant = $t and number = 3`,
      null,
      /only 0 erasures/,
    ],
    ['the head', `update apps.governance_head set link = '\\x00' where tenant = $t`, 5, /last line is another/],
  ])('shows that %s was changed behind its back', async (_, sql, firstBroken, problem) => {
    const tenant = await written(5)
    await tamper(tenant, sql)
    const found = await verifyLog(db, tenant, null)
    expect(found).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
    if (firstBroken !== null) expect(found.firstBroken).toBe(firstBroken)
  })

  it('shows by a head that was noted that its end was cut off, head and all', async () => {
    const tenant = await written(5)
    const { head } = await verifyLog(db, tenant, null)
    await tamper(
      tenant,
      `delete from apps.governance_event where tenant = $t and number = 5; update apps.governance_head h set number = 4, link = e.link from apps.governance_event e where h.tenant = $t and e.tenant = $t and e.number = 4`,
    )
    expect(await verifyLog(db, tenant, null)).toMatchObject({ ok: true, lines: 4 })
    expect(await verifyLog(db, tenant, head)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('line 5 was noted'),
    })
    await db.write(tenant, tx => writeLine(tx, actionId(9), { state: 'QUEUED', by: ada }))
    expect(await verifyLog(db, tenant, head)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('another than when its link was noted'),
    })
    expect(await verifyLog(db, tenant, 'nonsense')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('no head'),
    })
  })

  it.each([
    `update apps.governance_event set note = 'x'`,
    `delete from apps.governance_event`,
    `update apps.governance_head set number = 0`,
    `insert into apps.governance_head values ('acme', 7, '')`,
    `select apps.chain_governance_event('acme', 1)`,
  ])('lets nobody of ours do %s', async sql => {
    await expect(db.write('acme', tx => tx.query(sql))).rejects.toThrow(/permission denied/)
  })

  it('refuses a change even to a superuser', async () => {
    const tenant = await written(1)
    const change = (sql: string) => asSuperuser(world.url, sql.replaceAll('$t', `'${tenant}'`))
    await expect(change(`update apps.governance_event set note = 'x' where tenant = $t`)).rejects.toThrow(
      'never change',
    )
    await expect(change(`delete from apps.governance_event where tenant = $t`)).rejects.toThrow('never removed')
  })
})

describe('erasing a person', () => {
  const insert = (tenant: string, n: number, more: { account?: string; by?: typeof ada; state?: string } = {}) =>
    db.write(tenant, async tx => {
      await tx.query(
        `insert into apps.governance_action (tenant, id, spec, app, account, state, dry_run, requested_by, reason, parameters, request, result)
         values ($1, $2, 'fake/suspend', $3, $4, $5, false, $6, 'Eve took files', '{"note":"Eve"}', '{"url":"/users/eve"}', 'Eve is suspended')`,
        [
          tenant,
          actionId(n),
          actionId(99),
          more.account ?? null,
          more.state ?? 'SUCCEEDED',
          JSON.stringify(more.by ?? ada),
        ],
      )
      await writeLine(tx, actionId(n), { state: 'QUEUED', by: more.by ?? ada, note: 'Eve took files' })
      await writeLine(tx, actionId(n), {
        state: 'SUCCEEDED',
        by: { kind: 'SYSTEM', id: null, name: 'Casbah', email: null },
        note: 'Eve is suspended',
      })
    })
  const ERASE =
    'mutation ($i: EraseInput!) { eraseFromGovernanceLog(input: $i) { lines userErrors { code message path } } }'
  const LOG =
    '{ governanceLog { totalCount edges { node { number state note erased by { name email } action { reason result } } } } verifyGovernanceLog { ok lines erased problem head } }'
  interface Log {
    governanceLog: { totalCount: number; edges: { node: { state: string; erased: boolean } }[] }
    verifyGovernanceLog: object
  }
  interface Erased {
    eraseFromGovernanceLog: { lines: number; userErrors: { code: string; message: string }[] }
  }

  it('takes what is told of an account, and the chain still holds', async () => {
    for (const tenant of ['acme', 'globex']) {
      await insert(tenant, 1, { account: ACCOUNT })
      await insert(tenant, 2)
    }
    expect((await world.ask<Erased>(ERASE, { i: { account: ACCOUNT } })).data.eraseFromGovernanceLog).toEqual({
      lines: 2,
      userErrors: [],
    })
    const { data } = await world.ask<Log>(LOG)
    expect(data.verifyGovernanceLog).toMatchObject({ ok: true, lines: 5, erased: 2, problem: null })
    expect(data.governanceLog.totalCount).toBe(5)
    expect(data.governanceLog.edges.map(({ node }) => node)).toMatchObject([
      {
        number: 5,
        state: 'ERASED',
        note: '2 lines about an account were erased.',
        action: null,
        by: { name: 'tests' },
      },
      { number: 4, state: 'SUCCEEDED', note: 'Eve is suspended', erased: false },
      { number: 3, state: 'QUEUED', note: 'Eve took files', erased: false },
      { number: 2, state: 'SUCCEEDED', note: null, erased: true, action: { reason: 'erased', result: null } },
      { number: 1, state: 'QUEUED', note: null, erased: true, by: { name: 'Ada' } },
    ])
    const other = await world.ask<Log>(LOG, {}, 'globex')
    expect(other.data.governanceLog.edges.some(({ node }) => node.erased)).toBe(false)
    expect(other.data.verifyGovernanceLog).toMatchObject({ ok: true, lines: 4, erased: 0 })
  })

  it('takes the name of a member from what he did', async () => {
    const eve = { kind: 'MEMBER' as const, id: 'm-eve', name: 'Eve', email: 'eve@acme.example' }
    await insert('acme', 5, { by: eve })
    expect((await world.ask<Erased>(ERASE, { i: { member: 'm-eve' } })).data.eraseFromGovernanceLog.lines).toBe(1)
    const rows = await db.read('acme', tx =>
      tx.query<{ all: string }>(
        `select (select string_agg(e::text, '') from apps.governance_event e where tenant = 'acme') || (select string_agg(a::text, '') from apps.governance_action a where tenant = 'acme') as all`,
      ),
    )
    expect(rows[0]!.all).not.toContain('eve@acme.example')
    expect((await world.ask<Log>(LOG)).data.verifyGovernanceLog).toMatchObject({ ok: true, erased: 3 })
  })

  it('waits for what has not ended, and says what is wrong', async () => {
    await insert('acme', 6, { account: actionId(77), state: 'QUEUED' })
    const errors = async (i: object) => (await world.ask<Erased>(ERASE, { i })).data.eraseFromGovernanceLog.userErrors
    expect(await errors({ account: actionId(77) })).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining(actionId(6)) },
    ])
    expect(await errors({})).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await errors({ account: 'x', member: 'y' })).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await errors({ account: 'x' })).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const reader = { ...world.caller('acme'), scopes: ['apps:read'] }
    expect((await world.ask(ERASE, { i: { account: ACCOUNT } }, 'acme', reader)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ])
  })
})

interface Line {
  number: number
  salt: string
  entry: string
  digest: string
  head?: string
}

describe('the file of the log', () => {
  it('holds all that is needed to verify it without us', async () => {
    const door = world.apps.doors['/export/governance.ndjson']!
    const key = deriveKey(TEST_KEY, 'context')
    const ask = async (tenant: string, scopes: string[]) => {
      const signed = await signCaller({ ...world.caller(tenant), scopes }, key)
      const answer = await door({
        method: 'GET',
        path: '/export/governance.ndjson',
        query: new URLSearchParams(),
        headers: { 'x-casbah-caller': signed },
        body: new Uint8Array(),
      })
      let text = answer.body
      for await (const piece of answer.rest ?? []) text += piece
      return {
        status: answer.status,
        lines: text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as Line),
      }
    }
    expect((await ask('acme', [])).status).toBe(403)
    const { lines } = await ask('globex', ['apps:read'])
    const head = lines.pop()!
    const sha = (...parts: (Buffer | string)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
    let link: Buffer = Buffer.alloc(0)
    for (const { number, salt, entry, digest } of lines) {
      expect(sha(Buffer.from(salt, 'hex'), entry).toString('hex')).toBe(digest)
      link = sha(link, `${String(number)}:`, Buffer.from(digest, 'hex'))
    }
    expect(head).toEqual({ head: `4:${link.toString('hex')}` })
  })
})
