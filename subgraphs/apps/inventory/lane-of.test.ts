import type { InventoryPlace } from '@casbah/host'
import { laneOf } from './lane-of.ts'

const going = { startedAt: 100 } as InventoryPlace['going']

it.each<[string, Partial<InventoryPlace>, 'history' | 'live']>([
  ['the first run', { completedAt: null, firstReadAt: { files: 50 }, going }, 'history'],
  ['a later run', { completedAt: 60, firstReadAt: { files: 50 }, going }, 'live'],
  ['between runs', { completedAt: 60, firstReadAt: { files: 50 }, going: null }, 'live'],
  ['a later run, of what was refused before', { completedAt: 60, firstReadAt: { grants: 50 }, going }, 'history'],
  ['the last page of what was refused before', { completedAt: 60, firstReadAt: { files: 120 }, going }, 'history'],
  ['between runs, of what is refused still', { completedAt: 60, firstReadAt: {}, going: null }, 'history'],
  ['a place of before this was kept', { completedAt: 60, going }, 'live'],
])('%s is %s', (_what, place, lane) => {
  expect(laneOf({ place: place as InventoryPlace, listing: 'files' })).toBe(lane)
})
