import type { StoredActivity } from '@casbah/kit'
import { activity, burst } from '../../../testing/activity.ts'
import { day } from '../../../testing/detector-trial.ts'
import { past, type Story } from './story.ts'

/** So many things of one kind, a second apart. */
function many(prefix: string, count: number, parts: Partial<StoredActivity>, time = day(0)): StoredActivity[] {
  return Array.from({ length: count }, (_, n) =>
    activity(`${prefix}-${n}`, {
      targets: [{ kind: 'file', id: `${prefix}-thing-${n}`, name: `Thing ${n}`, email: null }],
      time: time + n * 1_000,
      ...parts,
    }),
  )
}

/** Nine days on each of which somebody did so much. */
const usually = (count: number, parts: Partial<StoredActivity>) =>
  past(Array.from({ length: 9 }, (_, n) => many(`day-${n}`, count, parts, day(n - 9))).flat())

/** What is quiet of each policy on volume: one thing too few, twice as much that failed, and one thing again and again. */
const tooLittle = (floor: number, parts: Partial<StoredActivity>) => [
  many('few', floor - 1, parts),
  many('failed', floor * 2, { ...parts, outcome: 'FAILURE' }),
  many('again', floor * 2, {
    ...parts,
    targets: [{ kind: 'file', id: 'same', name: 'Always the same', email: null }],
  }),
]

const share = { action: 'public_link.create' }
const shareWithin = {
  action: 'file.share',
  targets: [{ kind: 'user', id: null, name: null, email: 'bob@acme.example' }],
}
const trash = { action: 'file.trash' }
const removeVm = { action: 'vm.delete' }
const removeBucket = { action: 'bucket.delete' }
const client = {
  action: 'file.read',
  actor: { id: 'robot', email: null, name: 'Robot', kind: 'service' as const },
  accountId: null,
  userId: null,
}

/** Microsoft 365 tells of many messages in one event. */
const mail = (id: string, count: number, minutes: number) =>
  activity(id, {
    action: 'message.delete',
    connector: 'microsoft-365',
    time: day(0, minutes),
    raw: JSON.stringify({ AffectedItems: Array.from({ length: count }, (_, n) => ({ Id: `${id}-${n}` })) }),
  })

/** One call of AWS makes many machines. */
const machines = (count: number, parts: Partial<StoredActivity> = {}) =>
  activity('run', {
    action: 'vm.create',
    connector: 'aws',
    raw: JSON.stringify({ responseElements: { instancesSet: { items: Array.from({ length: count }, () => ({})) } } }),
    ...parts,
  })

const written = (prefix: string, count: number, ending: string, time = day(0)) =>
  Array.from({ length: count }, (_, n) =>
    activity(`${prefix}-${n}`, {
      action: 'file.rename',
      targets: [{ kind: 'file', id: `${prefix}-file-${n}`, name: `Plan ${n}.docx${ending}`, email: null }],
      time: time + n * 1_000,
    }),
  )

/** Stories of the policies on how much is taken, shared and destroyed, by slug. */
export const VOLUME_STORIES: Record<string, Story> = {
  'mass-download': {
    fires: burst('d', 30, { action: 'repository.clone', connector: 'github' }),
    quiet: [burst('d', 29, { action: 'repository.clone', connector: 'github' })],
  },
  'mass-share': {
    learnt: usually(2, share),
    fires: many('out', 20, share),
    quiet: [
      ...tooLittle(20, share),
      many('within', 40, shareWithin),
      [...usually(40, share), ...many('out', 40, share)],
    ],
  },
  'mass-delete': {
    learnt: usually(2, trash),
    fires: many('gone', 30, trash),
    quiet: [...tooLittle(30, trash), [...usually(60, trash), ...many('gone', 60, trash)]],
  },
  'mass-mail-deletion': {
    fires: [mail('a', 60, 0), mail('b', 40, 1)],
    quiet: [
      [mail('a', 60, 0), mail('b', 39, 1)],
      [mail('a', 60, 0), mail('b', 60, 120)],
    ],
  },
  'vm-creation-burst': {
    fires: [machines(10)],
    quiet: [[machines(9)], [machines(20, { outcome: 'FAILURE' })], [machines(20, { action: 'vm.start' })]],
  },
  'vm-deletion-burst': {
    fires: many('vm', 10, removeVm),
    quiet: tooLittle(10, removeVm),
  },
  'storage-deletion-burst': {
    fires: many('bucket', 5, removeBucket),
    quiet: tooLittle(5, removeBucket),
  },
  'oauth-app-mass-download': {
    learnt: usually(2, client),
    fires: many('taken', 50, client),
    quiet: [...tooLittle(50, client), many('person', 100, { action: 'file.read' })],
  },
  ransomware: {
    learnt: past(Array.from({ length: 10 }, (_, n) => written(`work-${n}`, 3, '', day(n - 10))).flat()),
    fires: written('x', 5, '.lockbit'),
    quiet: [written('x', 4, '.lockbit'), written('x', 50, ''), written('x', 19, '.q7x1z')],
  },
}
