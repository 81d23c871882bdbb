import { Consumer, type Dependencies, type Parts, type SubgraphDefinition } from '@casbah/kit'
import { storeApp } from './app/app.service.ts'
import { controlById, storeControls } from './control/control.service.ts'
import { exportDoor } from './export/export-door.ts'
import { TouchedControls } from './drift/touched-controls.ts'
import { storeTouches, touchesOf } from './drift/touches.ts'
import { storeAssessment } from './finding/assessment.service.ts'
import { FindingEvents } from './finding/finding-events.ts'
import { UUID } from './finding/finding-filter.ts'
import { findingById } from './finding/finding.service.ts'
import { storeMembers } from './member/members.ts'
import { MIGRATIONS } from './migrations.ts'
import { RESOLVERS } from './resolvers.ts'
import { Schedule } from './schedule.ts'
import { storeScore } from './score/score.service.ts'
import { answers } from './system-statements.ts'

/** Controls, findings, secure score. */
export const POSTURE: SubgraphDefinition = {
  name: 'posture',
  entities: [],
  migrations: MIGRATIONS,
  resolvers: RESOLVERS,
  references: {
    Control: ({ id }, context) => controlById(context, String(id)),
    Finding: ({ id }, context) => findingById(context, String(id)),
    App: ({ id }) => (UUID.test(String(id)) ? { id: String(id).toLowerCase() } : null),
    Connector: ({ slug }) => ({ slug }),
  },
  create,
}

async function create({ db, logger, crashPoint, masterKey }: Dependencies): Promise<Parts> {
  const events = new FindingEvents()
  const schedule = new Schedule(db, logger)
  const controls = new TouchedControls()
  /** Tenants with touches in the entry in hand. */
  const touched = new Set<string>()
  const common = { db, logger, crashPoint }
  const consumers = [
    new Consumer({
      ...common,
      name: 'posture-connectors',
      topic: 'connector.changed',
      handle: async (cards, tx) => {
        for (const card of cards) await storeControls(tx, card)
      },
      onCommit: () => controls.forget(),
    }),
    new Consumer({
      ...common,
      name: 'posture-activities',
      topic: 'activity.stored',
      handle: async (items, tx) => {
        const now = new Date()
        const touches = touchesOf(items, await controls.current(tx, now), now)
        await storeTouches(tx, touches, now)
        if (touches.length) touched.add(tx.tenant)
      },
      onCommit: tenant => {
        if (touched.delete(tenant)) schedule.poke()
      },
    }),
    new Consumer({
      ...common,
      name: 'posture-apps',
      topic: 'app.changed',
      handle: async (apps, tx) => {
        for (const app of apps) await storeApp(tx, app, new Date())
      },
    }),
    new Consumer({
      ...common,
      name: 'posture-members',
      topic: 'member.changed',
      handle: (members, tx) => storeMembers(tx, members),
    }),
    new Consumer({
      ...common,
      name: 'posture',
      topic: 'assessment.done',
      handle: async (assessments, tx) => {
        for (const assessment of assessments) {
          if (await storeAssessment(tx, assessment)) await storeScore(tx, assessment.app, new Date(assessment.at))
        }
      },
    }),
    new Consumer({
      ...common,
      name: 'posture-live',
      topic: 'finding.changed',
      handle: async (changes, tx) => {
        for (const { id } of changes) events.publish(tx.tenant, id)
      },
    }),
  ]
  return {
    instances: [events],
    start: async () => {
      for (const consumer of consumers) consumer.start()
      schedule.start()
    },
    stop: async () => {
      await schedule.stop()
      await Promise.all(consumers.map(consumer => consumer.stop()))
    },
    ready: () => answers(db),
    doors: { '/export/posture/': exportDoor(db, masterKey) },
  }
}
