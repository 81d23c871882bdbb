import { confirmField, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

/** Its title has to be sent, and what else can be set is sent as it was found. */
const space = z.looseObject({
  title: z.string().min(1),
  type: z.literal('group'),
  teamId: z.string().nullish(),
  classificationId: z.string().nullish(),
  description: z.string().nullish(),
  isPublic: z.boolean().nullish(),
  isAnnouncementOnly: z.boolean().nullish(),
})

const show = ({ target }: ActionInput): HttpRequest => ({ path: pathTo`/rooms/${target.externalId}` })

function put(input: ActionInput, isLocked: boolean): HttpRequest {
  const parsed = space.safeParse(input.found?.body)
  if (input.found?.status !== 200 || !parsed.success)
    throw new Error('Webex did not show a space of several people by this ID; no other can be locked.')
  const { title, teamId, classificationId, description, isPublic, isAnnouncementOnly } = parsed.data
  const fields = { title, teamId, classificationId, description, isPublic, isAnnouncementOnly, isLocked }
  const json = Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
  return { method: 'PUT', ...show(input), json }
}

const isLocked = (is: boolean) => confirmField({ vendor: 'Webex', what: 'the space', field: 'isLocked', is })

export const lockSpace = defineAction({
  name: 'lock-space',
  title: 'Lock space',
  description:
    'Moderates the space: only its moderators may let others in and change it. Members still write and read.',
  target: 'RESOURCE',
  kinds: ['CHANNEL'],
  effect: 'REVERSIBLE',
  scope: 'spark-compliance:rooms_write',
  lookup: show,
  request: input => put(input, true),
  confirm: { request: show, judge: isLocked(true) },
  undo: { request: input => put(input, false), judge: isLocked(false) },
})
