import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectAppFor } from '@casbah/apps'
import { createAws, createGithub, createOkta, startReplayServer, type Vendor } from '@casbah/testkit'
import { liveClient } from '../e2e/harness.ts'
import { startAllInOne } from '../stack/all-in-one.ts'
import type { BenchResult } from './main.ts'
import { quantile, round } from './median.ts'

const SAMPLES = 20
const now = () => Date.now()

/** A vendor and how to make it log one attack on a person nobody attacked before; the last row carries the mark. */
interface Subject {
  vendor: Vendor
  attack(person: number, mark: string): void
}

/**
 * From the response that carries the last event of an attack leaving the vendor (for a newest-first source the last response of its
 * window) to the alert frame in a graphql-ws client, per connector, at the interval that the vendor permits.
 */
export async function latency(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'casbah-latency-'))
  const subjects = [okta(), github(), aws()]
  const replay = await startReplayServer({ vendors: subjects.map(({ vendor }) => vendor) })
  process.env.CASBAH_VENDOR_ROUTES = JSON.stringify(Object.fromEntries(replay.routes))
  const stack = await startAllInOne({ port: 0, dataDir: folder, demo: false, quiet: true })
  let frame: (at: number) => void = () => undefined
  const client = liveClient(stack)
  const figures: Record<string, number> = {}
  try {
    void (async () => {
      for await (const { data } of client.iterate<{ alerts: { kind: string } }>({
        query: 'subscription { alerts { kind alert { id title apps { name } } } }',
      }))
        if (data!.alerts.kind === 'RAISED') frame(performance.timeOrigin + performance.now())
    })().catch(() => undefined)
    for (const { vendor } of subjects)
      await connectAppFor(stack.subgraphs.apps.db, stack.tenant, {
        connector: vendor.slug,
        name: vendor.slug,
        config: vendor.config,
        authKind: vendor.authKind,
        credentials: vendor.credentials,
        backfillSince: new Date(Date.now() - 60_000),
      })
    await sleep(5_000)
    for (const { vendor, attack } of subjects) {
      const samples: number[] = []
      for (let person = 0; person < SAMPLES; person++) {
        const mark = `mark-${vendor.slug}-${person}`
        let left: number | null = null
        const off = replay.onAnswer(({ vendor: answering, answer, at, lastOfWindow }) => {
          if (answering !== vendor) return
          if (left === null && JSON.stringify(answer.body ?? '').includes(mark)) left = at
          else if (left !== null && vendor.slug === 'aws' && lastOfWindow && at - left < 50) left = at
        })
        const arrived = new Promise<number>(resolve => (frame = resolve))
        attack(person, mark)
        const at = await Promise.race([arrived, sleep(30_000).then(() => Number.NaN)])
        off()
        if (Number.isNaN(at)) throw new Error(`${vendor.slug}: no alert within 30 s of attack ${person}`)
        samples.push(at - left!)
        await sleep(300 + Math.random() * 700)
      }
      figures[`${vendor.slug}P50Ms`] = round(quantile(samples, 0.5), 0)
      figures[`${vendor.slug}P95Ms`] = round(quantile(samples, 0.95), 0)
    }
    figures.throttled = replay.requests.filter(({ status }) => status === 429).length
    return { figures, peers: {} }
  } finally {
    await client.dispose()
    await stack.stop()
    await replay.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const accounts = (prefix: string) =>
  Array.from({ length: SAMPLES }, (_, n) => ({
    id: `${prefix}${n}`,
    login: `p${n}`,
    email: `p${n}@acme.example`,
    name: `Person ${n}`,
    status: 'ACTIVE' as const,
    isAdmin: false,
    mfa: true,
    groups: [],
  }))

function okta(): Subject {
  const people = accounts('00u')
  const vendor = createOkta({
    domain: 'latency.okta.com',
    token: '00latency-bench-token-0123456789',
    now,
    accounts: people,
  })
  const signIn = (person: number, uuid: string, result: string, time: number) => ({
    uuid,
    published: new Date(time).toISOString(),
    eventType: 'user.session.start',
    severity: 'INFO',
    actor: {
      id: people[person]!.id,
      type: 'User',
      alternateId: people[person]!.email,
      displayName: people[person]!.name,
    },
    client: { ipAddress: '81.2.69.160', userAgent: { rawUserAgent: 'Mozilla/5.0', os: 'Linux', browser: 'FIREFOX' } },
    outcome: { result, reason: result === 'SUCCESS' ? null : 'INVALID_CREDENTIALS' },
    target: [],
  })
  return {
    vendor,
    attack: (person, mark) =>
      vendor.emit([
        ...Array.from({ length: 15 }, (_, n) => signIn(person, `${mark}-f${n}`, 'FAILURE', now() - 3_000 + n * 100)),
        signIn(person, mark, 'SUCCESS', now()),
      ]),
  }
}

function github(): Subject {
  const vendor = createGithub({
    org: 'latency',
    token: 'ghp_latencybenchtoken0123456789abcdef',
    now,
    accounts: accounts('9'),
  })
  return {
    vendor,
    attack: (person, mark) =>
      vendor.emit(
        Array.from({ length: 40 }, (_, n) => ({
          '@timestamp': now() - 4_000 + n * 100,
          _document_id: n === 39 ? mark : `${mark}-${n}`,
          action: 'git.clone',
          actor: `p${person}`,
          org: 'latency',
          repo: `latency/repo-${n}`,
        })),
      ),
  }
}

function aws(): Subject {
  const vendor = createAws({
    accountId: '111122223333',
    accessKeyId: 'AKIALATENCYBENCH0000',
    secretAccessKey: 'latencybenchsecret0123456789latencybenchs',
    regions: ['us-east-1'],
    now,
    accounts: accounts('AIDA'),
  })
  return {
    vendor,
    attack: (person, mark) =>
      vendor.emit(
        [
          {
            eventVersion: '1.11',
            userIdentity: {
              type: 'IAMUser',
              principalId: `AIDA${person}`,
              userName: `p${person}`,
              accountId: '111122223333',
              arn: `arn:aws:iam::111122223333:user/p${person}`,
            },
            eventTime: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z'),
            eventSource: 'cloudtrail.amazonaws.com',
            eventName: 'StopLogging',
            awsRegion: 'us-east-1',
            sourceIPAddress: '81.2.69.160',
            userAgent: 'aws-cli/2.17',
            requestParameters: { name: `trail-${person}` },
            responseElements: null,
            requestID: `r-${mark}`,
            eventID: mark,
            readOnly: false,
            eventType: 'AwsApiCall',
            managementEvent: true,
            recipientAccountId: '111122223333',
            eventCategory: 'Management',
          },
        ],
        'us-east-1',
      ),
  }
}
