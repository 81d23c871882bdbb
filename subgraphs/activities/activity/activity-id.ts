const UUID_LENGTH = 36
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where one activity lies: its time names the day's partition. */
export interface ActivityKey {
  /** Epoch ms. */
  time: number
  uuid: string
}

/** The public id of an activity: its time in base 36 in front of its uuid, so that the id alone finds its partition. */
export function activityId(time: number, uuid: string): string {
  return `${time.toString(36)}-${uuid}`
}

/** What a public id says; null when it is none. */
export function parseActivityId(id: string): ActivityKey | null {
  const uuid = id.slice(-UUID_LENGTH)
  const head = id.slice(0, -UUID_LENGTH - 1)
  if (!UUID.test(uuid) || !/^-?[0-9a-z]{1,10}$/.test(head) || id.at(-UUID_LENGTH - 1) !== '-') return null
  const time = Number.parseInt(head, 36)
  return Math.abs(time) <= 8.64e15 ? { time, uuid } : null
}
