import type { ActorDraft } from '@casbah/sdk'

/** Who did it, by user name, which is what all logs have. `system` is the instance itself; `guest` is whoever has not signed in. */
export function actorOf(userName: string | null | undefined): ActorDraft | undefined {
  if (!userName) return undefined
  return { id: userName, kind: userName === 'system' ? 'system' : 'user' }
}
