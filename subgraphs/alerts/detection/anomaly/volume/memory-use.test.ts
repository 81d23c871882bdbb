import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { activity, minute } from '../../../testing/activity.ts'
import { JudgedEvent } from '../../event.ts'
import { Learnt } from '../../state.ts'
import { VOLUME_LEARNER } from './learner.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

function bytes(): number {
  gc()
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const PEOPLE = 20_000
const ACTIONS = ['file.download', 'public_link.create', 'file.trash']

it('needs little for twenty thousand people who download, share and delete on eight days', () => {
  const learnt = new Learnt()
  const before = bytes()
  for (let day = 0; day < 8; day++)
    for (let person = 0; person < PEOPLE; person++) {
      const userId = `6f1c2a7e-3b5d-4e8f-9a0b-${String(person).padStart(12, '0')}`
      for (const [n, action] of ACTIONS.entries())
        for (let times = 0; times < 1 + (person % 3); times++) {
          const time = minute(day * 1440 + (person % 480) + n + times)
          VOLUME_LEARNER.observe(
            new JudgedEvent(activity(`${day}-${person}-${action}-${times}`, { action, userId, time })),
            learnt,
          )
        }
    }
  const perPerson = (bytes() - before) / PEOPLE
  console.info(`${Math.round(perPerson)} bytes a person`)
  expect(learnt.table('volume.files', {}).size).toBe(PEOPLE)
  expect(perPerson).toBeLessThan(400)
})
