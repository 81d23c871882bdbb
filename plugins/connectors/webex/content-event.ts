import { emailIn, type ActivityDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()

/** Something that was done with a message, a file, a space, a membership, a meeting, a recording. */
export const contentEvent = z.looseObject({
  id: z.string().min(1),
  resource: z.string().min(1),
  type: z.string().min(1),
  actorId: text,
  created: z.string().min(1),
  data: z.looseObject({
    id: text,
    title: text,
    roomId: text,
    roomType: text,
    personId: text,
    personEmail: text,
    files: z.array(z.string()).nullish(),
  }),
})
export type ContentEvent = z.infer<typeof contentEvent>

/** What the resources of events are. */
const KINDS: Record<string, string> = {
  messages: 'message',
  meetingMessages: 'message',
  rooms: 'channel',
  meetings: 'meeting',
  files: 'file',
  file_transcodings: 'file',
  convergedRecordings: 'recording',
  meetingTranscripts: 'recording',
}

/** A message with files is told from one without, since it is how files are sent. */
export const contentWord = ({ resource, type, data }: ContentEvent) =>
  `${resource}.${type}${resource === 'messages' && data.files?.length ? ':files' : ''}`

export function contentActivity(event: ContentEvent): ActivityDraft {
  const { resource, actorId, data } = event
  const isMembership = resource === 'memberships'
  // The person is the one who wrote a message, and the one who was let into a space.
  const isActor = actorId != null && data.personId === actorId
  const kind = KINDS[resource] ?? resource.replace(/s$/, '')
  const targets: (TargetDraft | null)[] = [
    isMembership ? person(data) : data.id ? { kind, id: data.id, name: data.title } : null,
    !isMembership && !isActor && data.personId ? person(data) : null,
    data.roomId && kind !== 'channel' ? { kind: 'channel', id: data.roomId } : null,
    ...(data.files ?? []).map(file => ({ kind: 'file', id: file })),
  ]
  return {
    vendorAction: contentWord(event),
    actor: { id: actorId, email: isActor ? emailIn(data.personEmail) : null },
    targets: targets.filter(target => target !== null),
    // That there is an event says that it was done.
    outcome: 'SUCCESS',
  }
}

const person = ({ personId, personEmail }: ContentEvent['data']): TargetDraft => ({
  kind: 'user',
  id: personId,
  email: emailIn(personEmail),
})
